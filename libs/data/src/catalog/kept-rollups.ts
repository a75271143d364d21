import type { SqlExecutor } from '@app/database';

/** A grouping as the catalogue shows it. */
export interface KeptRollup {
  /** Sorted; none: the total. */
  dimensions: string[];
  /** A client asked for it. */
  pinned: boolean;
  /** Its rows are complete. */
  ready: boolean;
}

/** What is stored of one metric beside its points. */
export interface KeptOfMetric {
  /** ISO 8601; points begin here. Null: nothing was forgotten. */
  pointsFrom: string | null;
  rollups: KeptRollup[];
}

/** Groupings and floors of metrics, by metric id. */
export async function keptRollups(
  executor: SqlExecutor,
  metricIds: readonly number[],
): Promise<Map<number, KeptOfMetric>> {
  const { rows } = await executor.query<{ id: number; floor: number; rollups: KeptRollup[] }>(
    `SELECT m.id, (extract(epoch FROM m.raw_floor) * 1000)::float8 AS floor, (
       SELECT coalesce(json_agg(json_build_object('dimensions', g.dims, 'pinned', g.pinned, 'ready', g.ready)
         ORDER BY cardinality(g.dims), g.dims), '[]') FROM metrics.grouping g WHERE g.metric_id = m.id) AS rollups
     FROM metrics.metric m WHERE m.id = ANY($1::int[])`,
    [metricIds],
  );
  return new Map(
    rows.map(({ id, floor, rollups }) => [
      id,
      { pointsFrom: floor === -Infinity ? null : new Date(floor).toISOString(), rollups },
    ]),
  );
}
