import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type AppConfig, type Clock, NestLogger } from '@app/platform';
import type { Logger } from 'pino';
import { WorkerModule } from './worker.module';

/** A running worker. */
export interface WorkerProcess {
  app: INestApplicationContext;
  /** Finishes or returns the jobs in hand, then closes everything. */
  close(): Promise<void>;
}

/** Builds and starts the worker: when this resolves it takes jobs. */
export async function createWorker(options: {
  config: AppConfig;
  logger: Logger;
  clock?: Clock;
}): Promise<WorkerProcess> {
  const app = await NestFactory.createApplicationContext(WorkerModule.forRoot(options), {
    logger: new NestLogger(options.logger),
    abortOnError: false,
  });
  return { app, close: () => app.close() };
}
