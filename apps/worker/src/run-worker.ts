import { getPriority, setPriority } from 'node:os';
import { type AppConfig, createLogger, Lifecycle, OperationsServer, type Tracing } from '@app/platform';
import type { Logger } from 'pino';
import { createWorker } from './create-worker';
import { reportDemo } from './report-demo';

/** Runs the worker until the process is told to stop. */
export async function runWorker(config: AppConfig, tracing: Tracing): Promise<void> {
  const logger = createLogger({ name: 'worker', level: config.logLevel });
  yieldProcessors(config.workerNice, logger);
  const worker = await createWorker({ config, logger });

  let stopping = false;
  const stop = async (reason: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => process.exit(0), config.shutdownTimeoutMs + 1_500).unref();
    worker.app.get(Lifecycle).drain();
    await worker.close();
    await tracing.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
  if (process.send) process.on('disconnect', () => void stop('parent gone'));

  logger.info('worker takes jobs');
  process.send?.({ type: 'ready', url: worker.app.get(OperationsServer).url });
  if (process.send && config.demo !== 'none') await reportDemo(worker, (message) => process.send?.(message));
}

/** Where answers and jobs share a machine, answers go first. Who was started with less keeps it. */
function yieldProcessors(nice: number, logger: Logger): void {
  try {
    if (nice > getPriority()) setPriority(nice);
  } catch (error) {
    logger.warn({ err: error, nice }, 'the priority of the worker could not be lowered');
  }
}
