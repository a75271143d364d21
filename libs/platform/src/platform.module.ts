import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock, SystemClock } from './clock';
import { AppConfig } from './config/app-config';
import { HealthChecks } from './health/health-checks';
import { Lifecycle } from './lifecycle';
import { LOGGER } from './logging/logger-token';
import { ProcessMeasurements } from './telemetry/process-measurements';
import { SecretBox } from './secrets/secret-box';
import { PROCESS_KIND, type ProcessKind, Telemetry } from './telemetry/telemetry';

export interface PlatformOptions {
  config: AppConfig;
  logger: Logger;
  clock?: Clock;
  /** Default: api. */
  process?: ProcessKind;
}

/** What every lib may inject: AppConfig, Clock, LOGGER, SecretBox, Lifecycle, HealthChecks and Telemetry. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: AppConfig, useValue: options.config },
        { provide: LOGGER, useValue: options.logger },
        { provide: Clock, useValue: options.clock ?? new SystemClock() },
        { provide: PROCESS_KIND, useValue: options.process ?? 'api' },
        {
          provide: SecretBox,
          useFactory: () =>
            new SecretBox(options.config.encryptionKey, options.config.encryptionKeysPrevious),
        },
        Lifecycle,
        HealthChecks,
        Telemetry,
        ProcessMeasurements,
      ],
      exports: [AppConfig, LOGGER, Clock, SecretBox, Lifecycle, HealthChecks, Telemetry],
    };
  }
}
