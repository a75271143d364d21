import { tellPackages } from './loaded-packages';
// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { JOBS, type JobsConfig } from '@app/jobs';
import { createLogger, loadConfig } from '@app/platform';
import { createWorker } from '../../apps/worker/src/create-worker';

/** One worker process of the tests; its first parameter is its environment as JSON. It hears soon of jobs that a dead one left. */
async function main(): Promise<void> {
  const settings = loadConfig(JSON.parse(process.argv[2] ?? '{}') as Record<string, string>);
  const soon: Partial<JobsConfig> = { jobLockMs: 1_000, jobStalledCheckMs: 300 };
  const config = Object.assign({}, settings, soon);
  Object.assign(JOBS['export-dashboard'], { backoffMs: 50 });
  await createWorker({ config, logger: createLogger({ name: 'worker', level: config.logLevel }) });
  process.on('disconnect', () => process.exit(0));
  tellPackages();
  process.send?.({ name: 'ready' });
}

void main();
