import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, SystemClock } from './clock';
import { AppConfig } from './config/app-config';
import { HealthChecks } from './health/health-checks';
import { Lifecycle } from './lifecycle';
import { LOGGER } from './logging/logger-token';

/** What every lib may inject: AppConfig, Clock, LOGGER, Lifecycle and HealthChecks. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: { config: AppConfig; logger: Logger; clock?: Clock }): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: AppConfig, useValue: options.config },
        { provide: LOGGER, useValue: options.logger },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        Lifecycle,
        HealthChecks,
      ],
      exports: [AppConfig, LOGGER, Clock, Lifecycle, HealthChecks],
    };
  }
}
