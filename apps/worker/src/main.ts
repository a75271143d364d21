import 'reflect-metadata';
import { existsSync } from 'node:fs';
import { ConfigError, createLogger, loadConfig } from '@app/platform';
import { createWorker } from './create-worker';
import { reportDemo } from './report-demo';

/** Starts one worker process. Sends `ready` to a supervising parent, stops on SIGTERM, SIGINT or when that parent is gone. */
async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  const worker = await createWorker({ config, logger });

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => process.exit(0), config.shutdownTimeoutMs + 1_500).unref();
    await worker.close();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  if (process.send) process.on('disconnect', () => void stop('parent gone'));

  logger.info('worker takes jobs');
  process.send?.({ type: 'ready' });
  if (process.send && config.demo !== 'none') await reportDemo(worker, (message) => process.send?.(message));
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof ConfigError ? error.message : ((error as Error).stack ?? String(error))}\n`,
  );
  process.exit(1);
});
