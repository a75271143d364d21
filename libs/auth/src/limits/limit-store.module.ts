import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import type { RedisPlace } from '@app/cache';
import { Database } from '@app/database';
import { LimitStore } from './limit-store';
import { PostgresLimitStore } from './postgres-limit-store';

/** How the shared count is made. */
type LimitStoreAdapter = Pick<FactoryProvider<LimitStore>, 'inject' | 'useFactory'>;

/** Gives every lib the {@link LimitStore}. */
@Module({})
export class LimitStoreModule {
  static forRoot(adapter: LimitStoreAdapter): DynamicModule {
    return {
      module: LimitStoreModule,
      global: true,
      providers: [{ provide: LimitStore, ...adapter }],
      exports: [LimitStore],
    };
  }
}

/** Requests are counted in the database. */
export function limitsOnPostgres(): LimitStoreAdapter {
  return { inject: [Database], useFactory: (database: Database) => new PostgresLimitStore(database) };
}

/** Requests are counted in Redis. */
export function limitsOnRedis(place: RedisPlace): LimitStoreAdapter {
  return {
    useFactory: () => {
      // Only where it is used: the client takes memory and time to load.
      const stores = require('./redis-limit-store') as typeof import('./redis-limit-store');
      return new stores.RedisLimitStore(place);
    },
  };
}
