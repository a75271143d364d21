import { orderRows } from '../../query/answer/order-rows';
import type {
  RowSink,
  StoreAnswer,
  StorePlan,
  StoreRow,
  StreamEnd,
  StreamKey,
} from '../../store/metric-store';

/** Most rows of an answer that is held before it is given to a stream. */
export const HELD_ROWS = 300_000;
const BATCH = 5_000;

/** Gives an answer, which had to be held as a whole, the way that a stream is given. */
export async function streamHeld(
  { rows, previous: _previous, ...end }: StoreAnswer,
  { groupBy }: StorePlan,
  order: readonly StreamKey[],
  sink: RowSink<StoreRow>,
): Promise<StreamEnd> {
  const groups = groupBy.map((_, index): StreamKey => ({ of: 'group', index, direction: 'asc' }));
  const sorted = orderRows(rows, [...order, { of: 'bucket', index: 0, direction: 'asc' }, ...groups]);
  for (let from = 0; from < sorted.length; from += BATCH) await sink(sorted.slice(from, from + BATCH));
  return end;
}
