import type { BenchRow } from '../measure';
import type { BenchServices } from '../services';
import { commitRow } from './commit-to-client';
import { fanOutRows } from './fan-out';

/** Live dashboards: from a commit to those who watch, and the way of frames to thousands of clients. */
export async function* liveRows(
  services: BenchServices,
  { quick }: { quick: boolean },
): AsyncGenerator<BenchRow> {
  await services.startWorker();
  yield await commitRow(services, quick);
  await services.stopWorker();
  yield* fanOutRows(services, quick);
}
