import { FirstAdmin, SELF_ORGANIZATION_ID } from '@app/auth';
import { type AppConfig, createLogger, Lifecycle, type Tracing } from '@app/platform';
import { firstAdminOptions } from '../../profile';
import { servesLivePage } from './live-page';
import { createApi } from './create-api';

/** Connections that the operating system holds until they are taken: one that finds no place is tried again after seconds. */
const BACKLOG = 4_096;

/** Runs the api until the process is told to stop. */
export async function runApi(config: AppConfig, tracing: Tracing): Promise<void> {
  const logger = createLogger({ name: 'api', level: config.logLevel });
  const app = await createApi({ config, logger });
  const lifecycle = app.get(Lifecycle);

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    const hardStop = setTimeout(
      () => process.exit(0),
      config.drainDelayMs + config.shutdownTimeoutMs + 1_500,
    );
    hardStop.unref();
    lifecycle.drain();
    await new Promise((resolve) => setTimeout(resolve, config.drainDelayMs));
    await lifecycle.close(config.shutdownTimeoutMs);
    await app.close();
    await tracing.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  if (process.send) process.on('disconnect', () => void stop('parent gone'));

  await app.init();
  const admin = await app.get(FirstAdmin).ensure(firstAdminOptions(config));
  if (admin.generatedPassword) {
    process.send?.({ type: 'first-admin', email: admin.email, password: admin.generatedPassword });
  }
  await app.listen({ port: config.port, host: config.host, backlog: BACKLOG });
  const url = await app.getUrl();
  logger.info({ address: url }, 'api listens');
  process.send?.({
    type: 'ready',
    url,
    livePage: servesLivePage(config),
    selfOrganization: config.selfTelemetry ? SELF_ORGANIZATION_ID : undefined,
  });
}
