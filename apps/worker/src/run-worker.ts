import { type AppConfig, createLogger, Lifecycle, OperationsServer, type Tracing } from '@app/platform';
import { createWorker } from './create-worker';
import { reportDemo } from './report-demo';

/** Runs the worker until the process is told to stop. */
export async function runWorker(config: AppConfig, tracing: Tracing): Promise<void> {
  const logger = createLogger({ name: 'worker', level: config.logLevel });
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
