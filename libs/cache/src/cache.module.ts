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
import { CacheMeasurements } from './cache-measurements';
import { type CacheParts, createCache, type RunningCache } from './create-cache';
import { CACHE_IDENTITY, type IdentifyForCache } from './http/cache-identity';
import { CachedResultInterceptor } from './http/cached-result.interceptor';
import { HitLane } from './http/hit-lane';

const RUNNING_CACHE = Symbol('RUNNING_CACHE');
const CACHE_TRANSPORT = Symbol('CACHE_TRANSPORT');

type Made<T> = Pick<FactoryProvider<T>, 'inject' | 'useFactory'>;

export interface CacheModuleOptions extends Omit<CacheParts, 'transport'> {
  /** What changes travel on between processes. */
  transport: Made<BroadcastTransport>;
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
  static forRoot({ transport, identity, ...levels }: CacheModuleOptions): DynamicModule {
    const running: DynamicModule = {
      module: RunningCacheModule,
      providers: [
        { provide: CACHE_TRANSPORT, ...transport },
        {
          provide: RUNNING_CACHE,
          inject: [LOGGER, CACHE_TRANSPORT],
          useFactory: (logger: Logger, carrier: BroadcastTransport) =>
            createCache({ ...levels, transport: carrier }, logger),
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
        { provide: CACHE_IDENTITY, ...(identity ?? nothing) },
        CachedResultInterceptor,
        HitLane,
        CacheMeasurements,
      ],
      exports: [Cache, CACHE_IDENTITY, CachedResultInterceptor, HitLane, manager],
    };
  }
}

const nothing = { useFactory: () => undefined };
