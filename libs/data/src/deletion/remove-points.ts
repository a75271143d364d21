import type { PoolClient } from 'pg';
import type { Filter } from '../query/metric-query';
import { filterSql } from '../store/sql/filter-sql';
import { SqlParameters } from '../store/sql/sql-parameters';

/** Which points of a metric go: those of [from, to) in UTC ms whose series all filters let through. */
export interface Removal {
  metricId: number;
  from: number;
  to: number;
  where: readonly Filter[];
  /** Points of one statement. */
  limit: number;
  /** Marks the minutes that lose points, so that their rollups are made anew. Without it the rollups stay. */
  mark: boolean;
}

/** Points that went from one UTC day (its start, in ms). */
export interface RemovedDay {
  day: number;
  points: number;
}

/** Deletes some of the points with one statement. When fewer than `limit` went, none is left that it saw. */
export async function removePoints(tx: Pick<PoolClient, 'query'>, removal: Removal): Promise<RemovedDay[]> {
  const parameters = new SqlParameters();
  const metric = parameters.bind(removal.metricId, 'int');
  const from = parameters.bind(timestamp(removal.from), 'timestamptz');
  const to = parameters.bind(timestamp(removal.to), 'timestamptz');
  const marked = `, marked AS (
    INSERT INTO metrics.mark (metric_id, minute) SELECT DISTINCT ${metric}, date_trunc('minute', ts, 'UTC') FROM gone)`;
  const { rows } = await tx.query<RemovedDay>(
    `WITH doomed AS MATERIALIZED (
       SELECT p.series_id, p.ts, p.event_id FROM metrics.series s JOIN metrics.points p ON p.series_id = s.id
       WHERE s.metric_id = ${metric} AND ${filterSql(removal.where, 's.dims', parameters)} AND p.ts >= ${from} AND p.ts < ${to}
       LIMIT ${Math.floor(removal.limit)}),
     gone AS (
       DELETE FROM metrics.points p USING doomed d
       WHERE p.series_id = d.series_id AND p.ts = d.ts AND p.event_id = d.event_id AND p.ts >= ${from} AND p.ts < ${to}
       RETURNING p.ts)
     ${removal.mark ? marked : ''}
     SELECT (extract(epoch FROM date_trunc('day', ts, 'UTC')) * 1000)::float8 AS day, count(*)::int AS points
     FROM gone GROUP BY 1 ORDER BY 1`,
    parameters.values,
  );
  return rows;
}

function timestamp(at: number): string {
  return at === -Infinity ? '-infinity' : new Date(at).toISOString();
}
