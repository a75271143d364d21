import type { StorePlan } from './metric-store';
import type { SqlParameters } from './sql-parameters';

/** How a statement sorts points into buckets. */
export interface BucketSql {
  /** What to group by, of a point `p`. */
  key: string;
  /** The index of the bucket, from a column `bucket` that holds the key. */
  index: string;
}

/**
 * Buckets of one length are cut by arithmetic; others by a search in the list, which takes about three times as long
 * for 2,000 buckets.
 */
export function bucketSql(
  { buckets, to }: Pick<StorePlan, 'buckets' | 'to'>,
  parameters: SqlParameters,
): BucketSql {
  const [first, second] = buckets ?? [];
  if (!buckets || first === undefined || second === undefined) return { key: '0', index: 'bucket' };
  const length = second - first;
  // The last bucket ends where the range does: it may be shorter than the others, but not longer.
  const ofOneLength = buckets.every((start, index) => start === first + index * length);
  if (ofOneLength && to <= first + buckets.length * length) {
    const stride = parameters.bind(`${length / 1_000} seconds`, 'interval');
    const origin = parameters.bind(new Date(first).toISOString(), 'timestamptz');
    const seconds = parameters.bind(length / 1_000, 'float8');
    return {
      key: `date_bin(${stride}, p.ts, ${origin})`,
      index: `round(extract(epoch FROM bucket - ${origin})::float8 / ${seconds})::int`,
    };
  }
  const starts = parameters.bind(
    buckets.map((start) => new Date(start).toISOString()),
    'timestamptz[]',
  );
  return { key: `width_bucket(p.ts, ${starts})`, index: 'bucket - 1' };
}
