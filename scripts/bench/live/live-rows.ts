import type { BenchRow } from '../measure';
import type { BenchServices } from '../services';
import { fanOutRows } from './fan-out';

/** Live dashboards: the way of frames to thousands of clients. */
export async function* liveRows(
  services: BenchServices,
  { quick }: { quick: boolean },
): AsyncGenerator<BenchRow> {
  yield* fanOutRows(services, quick);
}
