import { LOGGER } from '@app/platform';
import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import type { Logger } from 'pino';
import type { BroadcastTransport } from './bus/broadcast-transport';
import { Cache } from './cache';
import type { CacheConfig } from './cache-config';
import { CacheMeasurements } from './cache-measurements';
import { createCache, type RunningCache } from './create-cache';
import { CACHE_IDENTITY, type IdentifyForCache } from './http/cache-identity';
import { CachedResultInterceptor } from './http/cached-result.interceptor';

const RUNNING_CACHE = Symbol('RUNNING_CACHE');
const CACHE_TRANSPORT = Symbol('CACHE_TRANSPORT');

type Made<T> = Pick<FactoryProvider<T>, 'inject' | 'useFactory'>;

export interface CacheModuleOptions {
  /**
   * What changes travel on between processes. Default, and where it gives undefined: Redis pub/sub if `redisUrl` is
   * set, else this process alone.
   */
  transport?: Made<BroadcastTransport | undefined>;
  /** Whose answer a request's is, for `@CacheResponse`. Default: nobody's, so that no response is cached. */
  identity?: Made<IdentifyForCache>;
}

/** Starts the cache with the application and ends it with it. */
@Module({})
class RunningCacheModule implements OnModuleInit, OnApplicationShutdown {
  constructor(@Inject(RUNNING_CACHE) private readonly running: RunningCache) {}

  onModuleInit(): void {
    this.running.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.running.close();
  }
}

/** Gives every lib the {@link Cache}, `CACHE_MANAGER` over the same stores, and the response-cache interceptors. */
@Module({})
export class CacheModule {
  static forRoot(config: CacheConfig, options: CacheModuleOptions = {}): DynamicModule {
    const running: DynamicModule = {
      module: RunningCacheModule,
      providers: [
        { provide: CACHE_TRANSPORT, ...(options.transport ?? nothing) },
        {
          provide: RUNNING_CACHE,
          inject: [LOGGER, CACHE_TRANSPORT],
          useFactory: (logger: Logger, transport: BroadcastTransport | undefined) =>
            createCache(config, logger, transport),
        },
      ],
      exports: [RUNNING_CACHE],
    };
    const manager = NestCacheModule.registerAsync({
      imports: [running],
      inject: [RUNNING_CACHE],
      useFactory: ({ memory, redis }: RunningCache) => ({
        stores: [memory.keyv, ...(redis ? [redis.keyv] : [])],
      }),
    });
    return {
      module: CacheModule,
      global: true,
      imports: [running, manager],
      providers: [
        { provide: Cache, inject: [RUNNING_CACHE], useFactory: ({ cache }: RunningCache) => cache },
        { provide: CACHE_IDENTITY, ...(options.identity ?? nothing) },
        CachedResultInterceptor,
        CacheMeasurements,
      ],
      exports: [Cache, CACHE_IDENTITY, CachedResultInterceptor, manager],
    };
  }
}

const nothing = { useFactory: () => undefined };
