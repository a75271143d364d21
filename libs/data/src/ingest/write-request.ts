import type { ResolvedSeries } from './series-registry';
import type { ValidPoint } from './valid-point';

/** One client's batch, ready to be written: all of it is stored, or nothing. */
export interface WriteRequest extends ResolvedSeries {
  organizationId: string;
  points: readonly ValidPoint[];
}
