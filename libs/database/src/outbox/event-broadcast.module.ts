import { LOGGER } from '@app/platform';
import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database';
import { EventBroadcast } from './event-broadcast';
import { PostgresBroadcast } from './postgres-broadcast';
import { RedisBroadcast } from './redis-broadcast';

/** How a broadcast is made. */
type BroadcastAdapter = Pick<FactoryProvider<EventBroadcast>, 'inject' | 'useFactory'>;

/** Gives every lib the {@link EventBroadcast}. */
@Module({})
export class EventBroadcastModule {
  static forRoot(adapter: BroadcastAdapter): DynamicModule {
    return {
      module: EventBroadcastModule,
      global: true,
      providers: [{ provide: EventBroadcast, ...adapter }],
      exports: [EventBroadcast],
    };
  }
}

/** Events travel by LISTEN and NOTIFY. */
export function broadcastOnPostgres(): BroadcastAdapter {
  return {
    inject: [Database, LOGGER],
    useFactory: (database: Database, logger: Logger) => new PostgresBroadcast(database, logger),
  };
}

/** Events travel by publish and subscribe. @param place.prefix tells installations apart that share a Redis */
export function broadcastOnRedis({ url, prefix }: { url: string; prefix: string }): BroadcastAdapter {
  return { inject: [LOGGER], useFactory: (logger: Logger) => new RedisBroadcast(url, prefix, logger) };
}
