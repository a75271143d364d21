import type { StoreRange } from '../metric-store';
import type { SqlParameters } from './sql-parameters';

/** How a statement sorts points into buckets. */
export interface BucketSql {
  /** What to group by, of an instant. */
  key(instant: string): string;
  /** The index of the bucket, from a column that holds the key. */
  index(key: string): string;
}

/**
 * Buckets of one length are cut by arithmetic; others by a search in the list, which takes about three times as long
 * for 2,000 buckets.
 */
export function bucketSql({ buckets, to }: StoreRange, parameters: SqlParameters): BucketSql {
  const [first, second] = buckets ?? [];
  if (!buckets || first === undefined || second === undefined) return { key: () => '0', index: (key) => key };
  const length = second - first;
  // The last bucket ends where the range does: it may be shorter than the others, but not longer.
  const ofOneLength = buckets.every((start, index) => start === first + index * length);
  if (ofOneLength && to <= first + buckets.length * length) {
    const stride = parameters.bind(`${length / 1_000} seconds`, 'interval');
    const origin = parameters.bind(new Date(first).toISOString(), 'timestamptz');
    const seconds = parameters.bind(length / 1_000, 'float8');
    return {
      key: (instant) => `date_bin(${stride}, ${instant}, ${origin})`,
      index: (key) => `round(date_part('epoch', ${key} - ${origin}) / ${seconds})::int`,
    };
  }
  const starts = parameters.bind(
    buckets.map((start) => new Date(start).toISOString()),
    'timestamptz[]',
  );
  return { key: (instant) => `width_bucket(${instant}, ${starts})`, index: (key) => `${key} - 1` };
}
