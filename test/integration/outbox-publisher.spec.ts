import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  Database,
  DatabaseModule,
  EventBroadcast,
  Outbox,
  type OutboxEvent,
  OutboxRelayModule,
  OutboxWake,
} from '@app/database';
import { AlertsModule } from '@app/alerts';
import { JobQueue } from '@app/jobs';
import { loadConfig, PlatformModule } from '@app/platform';
import { WebhooksModule } from '@app/webhooks';
import { pino } from 'pino';
import { profileModules } from '../../apps/profile';
import { WorkerOutboxPublisher } from '../../apps/worker/src/outbox-publisher';
import { eventually } from '../support/eventually';
import { createDatabase } from '../support/test-database';

@Module({})
class TestWorkerModule {}

function requested(payload: OutboxEvent<'job.requested'>['payload']): OutboxEvent {
  return { topic: 'job.requested', subject: 'jobs', organizationId: null, payload };
}

describe("the worker's outbox publisher", () => {
  let app: INestApplicationContext;
  let database: Database;
  let jobs: JobQueue;
  let drop: () => Promise<void>;

  const commit = async (event: OutboxEvent): Promise<void> => {
    await database.transaction((tx) => app.get(Outbox, { strict: false }).append(tx, event));
    app.get(OutboxWake, { strict: false }).poke();
  };
  beforeAll(async () => {
    const created = await createDatabase();
    drop = created.drop;
    const config = loadConfig({
      DATABASE_URL: created.url,
      VITRINE_PROFILE: 'embedded',
      JWT_SECRET: 'j'.repeat(40),
      ENCRYPTION_KEY: 'e'.repeat(40),
    });
    app = await NestFactory.createApplicationContext(
      {
        module: TestWorkerModule,
        imports: [
          PlatformModule.forRoot({ config, logger: pino({ level: 'silent' }) }),
          DatabaseModule.forRoot({ entities: [] }),
          ...profileModules(config),
          OutboxRelayModule.forRoot(WorkerOutboxPublisher, [AlertsModule, WebhooksModule]),
        ],
      },
      { logger: false, abortOnError: false },
    );
    database = app.get(Database, { strict: false });
    jobs = app.get(JobQueue, { strict: false });
  });
  afterAll(async () => {
    await app?.close();
    await drop?.();
  });

  it('puts a job that a transaction asked for into its queue', async () => {
    await commit(requested({ name: 'purge-sessions', payload: {}, jobId: 'purge-now' }));
    const status = await eventually(() => jobs.status('purge-sessions', 'purge-now'), 'the job is queued');
    expect(status).toMatchObject({ state: 'queued', name: 'purge-sessions' });
  });

  it('names a job without an id after its event, so that it is added once', async () => {
    await commit(requested({ name: 'purge-sessions', payload: {} }));
    const { rows } = await database.query<{ id: string }>('SELECT last_value::text AS id FROM outbox_id_seq');
    await eventually(() => jobs.status('purge-sessions', `outbox-${rows[0]?.id}`), 'the job is queued');
  });

  it('tells every process of all other events', async () => {
    const heard: unknown[] = [];
    app
      .get(EventBroadcast, { strict: false })
      .subscribe('dashboard.updated', (event) => void heard.push(event));
    const event: OutboxEvent<'dashboard.updated'> = {
      topic: 'dashboard.updated',
      subject: 'd',
      organizationId: '01a00000-0000-7000-8000-000000000000',
      payload: { dashboardId: 'd', version: 2 },
    };
    await commit(event);
    await eventually(() => heard.length > 0, 'the event arrives');
    expect(heard).toEqual([event]);
  });

  it('sets a job that does not exist aside', async () => {
    await commit(requested({ name: 'nonsense', payload: {} }));
    const dead = await eventually(async () => {
      const { rows } = await database.query<{ error: string }>('SELECT error FROM outbox_dead');
      return rows[0];
    }, 'it is set aside');
    expect(dead.error).toContain('There is no job "nonsense"');
  });
});
