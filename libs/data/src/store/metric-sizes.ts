import { LRUCache } from 'lru-cache';
import type { MetricSize } from './plan/metric-facts';
import type { Snapshot } from './snapshot';

const TTL_MS = 60_000;
const MOST_METRICS = 5_000;

const SIZES = `
  SELECT g.metric_id, g.id, (SELECT count(*)::int FROM metrics.grp WHERE grouping_id = g.id),
    CASE WHEN g.dims = '{}' THEN (
      SELECT json_object_agg(month, points) FROM (
        SELECT extract(epoch FROM date_trunc('month', x.bucket, 'UTC'))::float8 * 1000 AS month, sum(x.count)::float8 AS points
        FROM metrics.grp own JOIN metrics.rollup_1d x ON x.grp_id = own.id WHERE own.grouping_id = g.id GROUP BY 1
      ) months
    ) END
  FROM metrics.grouping g WHERE g.metric_id = ANY($1::int[]) AND g.ready`;

type SizeRow = [metricId: number, grouping: number, groups: number, months: Record<string, number> | null];

/** How large metrics are, at most a minute old. It only decides what is faster. */
export class MetricSizes {
  private readonly read = new LRUCache<number, MetricSize>({ max: MOST_METRICS, ttl: TTL_MS });

  /** The sizes of metrics if none has to be read. */
  known(metricIds: Iterable<number>): Map<number, MetricSize> | undefined {
    const sizes = new Map<number, MetricSize>();
    for (const id of metricIds) {
      const size = this.read.get(id);
      if (!size) return undefined;
      sizes.set(id, size);
    }
    return sizes;
  }

  /** The sizes of metrics; those that are not known are read. */
  async of(metricIds: readonly number[], snapshot: Snapshot<unknown>): Promise<Map<number, MetricSize>> {
    const sizes = new Map<number, MetricSize>();
    const missing: number[] = [];
    for (const id of metricIds) {
      const size = this.read.get(id);
      if (size) sizes.set(id, size);
      else missing.push(id);
    }
    if (missing.length === 0) return sizes;
    const rows = Map.groupBy(await snapshot.query<SizeRow>({ text: SIZES, values: [missing] }), ([id]) => id);
    for (const id of missing) {
      const size = sizeOf(rows.get(id) ?? []);
      this.read.set(id, size);
      sizes.set(id, size);
    }
    return sizes;
  }
}

function sizeOf(rows: readonly SizeRow[]): MetricSize {
  const whole = rows.find(([, , , months]) => months !== null)?.[3];
  return {
    groups: new Map(rows.map(([, grouping, groups]) => [grouping, groups])),
    ...(whole && {
      months: new Map(Object.entries(whole).map(([month, points]) => [Number(month), points])),
    }),
  };
}
