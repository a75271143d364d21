import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, SystemClock } from './clock';
import { AppConfig } from './config/app-config';
import { Lifecycle } from './lifecycle';

/** Injection token of the process's pino logger. */
export const LOGGER = Symbol('LOGGER');

/** What every lib may inject: AppConfig, Clock, LOGGER and Lifecycle. */
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
      ],
      exports: [AppConfig, LOGGER, Clock, Lifecycle],
    };
  }
}
