import { Orm, Outbox, OutboxWake } from '@app/database';
import { type AppConfig, createLogger } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';

/** Serves the api with a route that asks for a job. @returns its address */
export async function serveTraced(config: AppConfig): Promise<string> {
  const app = await createApi({ config, logger: createLogger({ name: 'api', level: config.logLevel }) });
  const [orm, outbox, wake] = [app.get(Orm), app.get(Outbox), app.get(OutboxWake)];
  app
    .getHttpAdapter()
    .getInstance()
    .post('/test/job/:id', async () => {
      await orm.transaction(async (_em, tx) => {
        await outbox.append(tx, {
          topic: 'job.requested',
          subject: 'test',
          organizationId: null,
          payload: { name: 'purge-sessions', payload: {} },
        });
      });
      wake.poke();
      return { asked: true };
    });
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}
