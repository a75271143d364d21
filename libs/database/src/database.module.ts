import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Database } from './database';
import { DatabaseHealth } from './database-health';
import { DatabaseMeasurements } from './database-measurements';
import { AppConfig } from '@app/platform';
import { DATABASE_LIMITS, databaseLimits, type DatabaseWork } from './limits/database-limits';
import { ENTITIES, type Entities } from './entities';
import { Orm } from './orm';
import { Outbox } from './outbox/outbox';
import { OutboxWake } from './outbox/outbox-wake';

/**
 * Gives every lib Database (SQL), Orm (entities), Outbox and OutboxWake. `entities` come from the composition root; `work`
 * decides how long statements may take, by default as long as somebody waits for an answer.
 */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: { entities: Entities; work?: DatabaseWork }): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        Database,
        DatabaseHealth,
        DatabaseMeasurements,
        Orm,
        Outbox,
        OutboxWake,
        { provide: ENTITIES, useValue: options.entities },
        {
          provide: DATABASE_LIMITS,
          inject: [AppConfig],
          useFactory: (config: AppConfig) => databaseLimits(config, options.work ?? 'requests'),
        },
      ],
      exports: [Database, Orm, Outbox, OutboxWake],
    };
  }
}
