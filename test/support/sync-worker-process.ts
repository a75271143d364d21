// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { createLogger, loadConfig } from '@app/platform';
import { createWorker } from '../../apps/worker/src/create-worker';
import { addLinesKind } from './lines-kind';

/** One worker process of the tests, which knows sources of kind `lines`; its first parameter is its environment as JSON. */
async function main(): Promise<void> {
  const config = loadConfig(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>);
  const worker = await createWorker({
    config,
    logger: createLogger({ name: 'worker', level: config.logLevel }),
  });
  addLinesKind(worker.app);
  process.on('disconnect', () => process.exit(0));
  process.send?.({ name: 'ready' });
}

void main();
