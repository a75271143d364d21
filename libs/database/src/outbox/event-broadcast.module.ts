import { AppConfig, LOGGER } from '@app/platform';
import { Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database';
import { EventBroadcast } from './event-broadcast';
import { PostgresBroadcast } from './postgres-broadcast';
import { RedisBroadcast } from './redis-broadcast';

/** Gives every lib the {@link EventBroadcast}: on Redis when `redisUrl` is set, else on PostgreSQL. */
@Global()
@Module({
  providers: [
    {
      provide: EventBroadcast,
      useFactory: (config: AppConfig, database: Database, logger: Logger) =>
        config.redisUrl
          ? new RedisBroadcast(config.redisUrl, config.redisPrefix, logger)
          : new PostgresBroadcast(database, logger),
      inject: [AppConfig, Database, LOGGER],
    },
  ],
  exports: [EventBroadcast],
})
export class EventBroadcastModule {}
