import { defineConfig, type Options } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import type { Entities } from './entities';
import { MIGRATIONS } from './migrations';

/** One configuration for running, migrating and comparing the schema. */
export function ormOptions(url: string, entities: Entities, poolMax: number): Options {
  return defineConfig({
    clientUrl: url,
    entities,
    extensions: [Migrator],
    pool: { min: 0, max: poolMax },
    forceUtcTimezone: true,
    debug: false,
    logger: () => undefined,
    discovery: { warnWhenNoEntities: false },
    schemaGenerator: {
      ignoreSchema: ['bullmq', 'metrics'],
      ignoreRoutines: true,
      skipTables: [
        'alert_rule',
        'alert_series',
        'alert_event',
        'alert_notification',
        'alert_silence',
        'dashboard_revision',
        'export',
        'export_link',
        'export_mail',
        'export_schedule',
        'export_schedule_run',
        'stream_ticket',
        'uploaded_file',
        'outbox',
        'outbox_dead',
        'migration',
        'limit_counter',
        'audit_log',
        'account_token',
        'dashboard_share',
        'role_policy',
        'idempotency_key',
        'api_key_usage',
        'rate_count',
        'source_position',
        'source_run',
        'webhook_delivery',
        'webhook_message',
        'webhook_attempt',
      ],
    },
    migrations: { migrationsList: MIGRATIONS, tableName: 'migration', snapshot: false, allOrNothing: true },
  });
}
