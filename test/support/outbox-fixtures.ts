import { type INestApplicationContext, Injectable, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  broadcastOnPostgres,
  broadcastOnRedis,
  Database,
  DatabaseModule,
  type DatabaseWork,
  EventBroadcastModule,
  Outbox,
  OutboxPublisher,
  OutboxRelayModule,
  OutboxWake,
  type PublishedEvent,
} from '@app/database';
import { loadConfig, PlatformModule } from '@app/platform';
import { pino } from 'pino';

@Module({})
class TestOutboxModule {}

/** A process with a database, with the broadcast, and with a relay if it is given a publisher. */
export function startOutbox(
  env: { DATABASE_URL: string; REDIS_URL?: string },
  publisher?: Type<OutboxPublisher>,
  work?: DatabaseWork,
): Promise<INestApplicationContext> {
  const config = loadConfig({
    VITRINE_PROFILE: 'embedded',
    JWT_SECRET: 'j'.repeat(40),
    ENCRYPTION_KEY: 'e'.repeat(40),
    DATABASE_POOL_MAX: '6',
    ...env,
  });
  return NestFactory.createApplicationContext(
    {
      module: TestOutboxModule,
      imports: [
        PlatformModule.forRoot({ config, logger: pino({ level: 'silent' }) }),
        DatabaseModule.forRoot({ entities: [], work }),
        EventBroadcastModule.forRoot(
          config.redisUrl
            ? broadcastOnRedis({ url: config.redisUrl, prefix: config.redisPrefix })
            : broadcastOnPostgres(),
        ),
        ...(publisher ? [OutboxRelayModule.forRoot(publisher)] : []),
      ],
    },
    { logger: false, abortOnError: false },
  );
}

/** Notes every event in the table `seen`, in the order of publication. */
@Injectable()
export class SeenPublisher extends OutboxPublisher {
  constructor(private readonly database: Database) {
    super();
  }

  async publish(event: PublishedEvent): Promise<void> {
    const { version } = event.payload as { version: number };
    await this.database.query('INSERT INTO seen (event_id, subject, version) VALUES ($1, $2, $3)', [
      event.id,
      event.subject,
      version,
    ]);
  }
}

/** The tables of the tests: subjects with a version each, and what was published of them. */
export async function createSubjects(database: Database, subjects: string[]): Promise<void> {
  await database.query(
    'CREATE TABLE seen (n bigint GENERATED ALWAYS AS IDENTITY, event_id bigint, subject text, version int)',
  );
  await database.query('CREATE TABLE thing (name text PRIMARY KEY, version int NOT NULL DEFAULT 0)');
  await database.query('INSERT INTO thing (name) SELECT unnest($1::text[])', [subjects]);
}

/** Changes a subject as a service would: its row lock comes before its event. `beforeCommit` runs in between. */
export async function change(
  app: INestApplicationContext,
  subject: string,
  beforeCommit: () => Promise<unknown> = async () => {},
): Promise<void> {
  await app.get(Database, { strict: false }).transaction(async (tx) => {
    const { rows } = await tx.query<{ version: number }>(
      'UPDATE thing SET version = version + 1 WHERE name = $1 RETURNING version',
      [subject],
    );
    const version = rows[0]?.version ?? 0;
    await app.get(Outbox, { strict: false }).append(tx, {
      topic: 'dashboard.updated',
      subject,
      organizationId: null,
      payload: { dashboardId: subject, version },
    });
    await beforeCommit();
  });
  app.get(OutboxWake, { strict: false }).poke();
}
