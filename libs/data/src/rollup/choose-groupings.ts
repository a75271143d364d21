import type { SqlExecutor } from '@app/database';
import { defaultGroupings, type DimensionSize, groupingKey } from './default-groupings';
import { dropGroupings } from './drop-groupings';

interface Existing {
  id: number;
  dims: string[];
  pinned: boolean;
}

/**
 * Brings a metric's groupings in line with its dimensions' values and with what clients pinned: makes those that are
 * missing, drops those that are kept for no reason any more. Under the metric's lock, `pg_advisory_xact_lock(metric)`.
 * A new grouping is ready at once where the metric has no point yet; else it is filled by the job.
 * @param pinned what clients ask for from now on; absent: what they asked for before
 */
export async function chooseGroupings(
  tx: SqlExecutor,
  metricId: number,
  options: { pinned?: readonly string[][]; hasPoints: boolean },
): Promise<void> {
  const { rows: existing } = await tx.query<Existing>(
    'SELECT id, dims, pinned FROM metrics.grouping WHERE metric_id = $1',
    [metricId],
  );
  const pinned =
    options.pinned?.map((dimensions) => dimensions.toSorted()) ??
    existing.filter((grouping) => grouping.pinned).map(({ dims }) => dims);
  const pinnedKeys = new Set(pinned.map(groupingKey));
  const wanted = new Map(
    [...defaultGroupings(await dimensionSizes(tx, metricId)), ...pinned].map((dims) => [
      groupingKey(dims),
      dims,
    ]),
  );
  await dropGroupings(
    tx,
    existing.filter(({ dims }) => !wanted.has(groupingKey(dims))).map(({ id }) => id),
  );
  const rows = [...wanted].map(([key, dims]) => ({
    dims,
    pinned: pinnedKeys.has(key),
    ready: !options.hasPoints,
  }));
  await tx.query(
    `INSERT INTO metrics.grouping (metric_id, dims, pinned, ready)
     SELECT $1, dims, pinned, ready FROM jsonb_to_recordset($2::jsonb) AS w (dims text[], pinned boolean, ready boolean)
     ON CONFLICT (metric_id, dims) DO UPDATE SET pinned = excluded.pinned WHERE grouping.pinned <> excluded.pinned`,
    [metricId, JSON.stringify(rows)],
  );
  await tx.query('UPDATE metrics.metric SET planned_series = series_count WHERE id = $1', [metricId]);
}

/** How many values each dimension of a metric's series has, its absence counted as one. */
async function dimensionSizes(executor: SqlExecutor, metricId: number): Promise<DimensionSize[]> {
  const { rows } = await executor.query<DimensionSize>(
    `SELECT d.key AS name,
       (count(DISTINCT d.value) + CASE WHEN count(*) < (SELECT count(*) FROM metrics.series WHERE metric_id = $1)
                                       THEN 1 ELSE 0 END)::int AS values
     FROM metrics.series s CROSS JOIN jsonb_each_text(s.dims) AS d WHERE s.metric_id = $2 GROUP BY d.key`,
    [metricId, metricId],
  );
  return rows;
}
