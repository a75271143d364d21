// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import type { JobsConfig } from '@app/jobs';
import { type JobsPlace, Recorder, startJobs } from './job-fixtures';

/** A worker process of the tests: takes its configuration as JSON, tells its parent of every run that begins. */
async function main(): Promise<void> {
  const config = JSON.parse(process.argv[2] ?? '{}') as JobsConfig & JobsPlace;
  const recorder = new Recorder(`process ${process.pid}`, (name, jobId) => process.send?.({ name, jobId }));
  const worker = await startJobs(config, { recorder });
  process.on('disconnect', () => void worker.close().then(() => process.exit(0)));
  process.send?.({ name: 'ready' });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
