import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Database } from './database';
import { DatabaseHealth } from './database-health';
import { DatabaseMeasurements } from './database-measurements';
import { ENTITIES, type Entities } from './entities';
import { Orm } from './orm';
import { Outbox } from './outbox/outbox';
import { OutboxWake } from './outbox/outbox-wake';

/** Gives every lib Database (SQL), Orm (entities), Outbox and OutboxWake. `entities` come from the composition root. */
@Global()
@Module({})
export class DatabaseModule {
  static forRoot(options: { entities: Entities }): DynamicModule {
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
      ],
      exports: [Database, Orm, Outbox, OutboxWake],
    };
  }
}
