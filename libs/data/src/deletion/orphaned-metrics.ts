import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import type { PoolClient } from 'pg';

/** What went. */
export interface RemovedMetrics {
  metrics: number;
  series: number;
  points: number;
}

/** Of one transaction at most: they bound its time and the log that it writes. */
export const ORPHAN_BATCH = { marks: 20_000, points: 20_000, series: 500, groups: 2_000 };
export type OrphanBatch = typeof ORPHAN_BATCH;

/**
 * Metrics whose organization was deleted. Nobody sees them any more; their points, marks, series, rollups and at last they
 * themselves go in small transactions, each of which finds what is left: one that is cut short is made up for by the next
 * run. Partitions stay: other organizations have points in them.
 */
@Injectable()
export class OrphanedMetrics {
  constructor(private readonly database: Database) {}

  async remove(signal?: AbortSignal, batch: OrphanBatch = ORPHAN_BATCH): Promise<RemovedMetrics> {
    const removed = { metrics: 0, series: 0, points: 0 };
    for (let after = 0; ;) {
      const { rows } = await this.database.query<{ id: number }>(
        'SELECT id FROM metrics.metric WHERE organization_id IS NULL AND id > $1 ORDER BY id LIMIT 1',
        [after],
      );
      if (!rows[0]) return removed;
      after = rows[0].id;
      await this.removeOne(after, removed, batch, signal);
    }
  }

  private async removeOne(
    metricId: number,
    removed: RemovedMetrics,
    batch: OrphanBatch,
    signal?: AbortSignal,
  ): Promise<void> {
    for (let metrics = 0; metrics === 0;) {
      signal?.throwIfAborted();
      const went = await this.database.transaction((tx) => removeSome(tx, metricId, batch));
      metrics = went.metrics;
      removed.metrics += went.metrics;
      removed.series += went.series;
      removed.points += went.points;
    }
  }
}

/** One batch, inside the caller's transaction; `metrics` is 1 when nothing is left of the metric. */
async function removeSome(tx: PoolClient, metricId: number, batch: OrphanBatch): Promise<RemovedMetrics> {
  await tx.query(
    // A hash join would read every partition for the points of a batch.
    `SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL plan_cache_mode = force_custom_plan;
     SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off`,
  );
  // Against who registers series and chooses groupings, and against ingest, retention and deletions. Who waited for one of
  // them sees afterwards that the metric has no organization, and who held one before has committed what this finds.
  await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [metricId]);
  await tx.query('SELECT pg_advisory_xact_lock(1, $1)', [metricId]);
  const none = { metrics: 0, series: 0, points: 0 };
  if ((await removeMarks(tx, metricId, batch.marks)) > 0) return none;
  const { rows } = await tx.query<{ id: string }>(
    'SELECT id FROM metrics.series WHERE metric_id = $1 LIMIT $2',
    [metricId, batch.series],
  );
  if (rows.length > 0) {
    const series = rows.map(({ id }) => id);
    const points = await removePointsOf(tx, series, batch.points);
    if (points === batch.points) return { ...none, points };
    await tx.query('DELETE FROM metrics.series WHERE id = ANY($1::bigint[])', [series]);
    return { ...none, series: series.length, points };
  }
  if ((await dropGroups(tx, metricId, batch.groups)) > 0) return none;
  await tx.query('DELETE FROM metrics.metric WHERE id = $1', [metricId]);
  return { ...none, metrics: 1 };
}

/** Before the points, so that nobody makes rollups of them. A unit that is at some of them deletes those itself. */
async function removeMarks(tx: PoolClient, metricId: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `DELETE FROM metrics.mark WHERE id IN (
       SELECT id FROM metrics.mark WHERE metric_id = $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [metricId, limit],
  );
  return rowCount ?? 0;
}

async function removePointsOf(tx: PoolClient, series: readonly string[], limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `WITH doomed AS MATERIALIZED (
       SELECT p.series_id, p.ts, p.event_id FROM unnest($1::bigint[]) AS s (id)
       CROSS JOIN LATERAL (SELECT series_id, ts, event_id FROM metrics.points WHERE series_id = s.id) AS p LIMIT $2)
     DELETE FROM metrics.points p USING doomed d
     WHERE p.series_id = d.series_id AND p.ts = d.ts AND p.event_id = d.event_id`,
    [series, limit],
  );
  return rowCount ?? 0;
}

/** Their rows of rollups are removed by the job of rollups, once nobody can write any more of them. */
async function dropGroups(tx: PoolClient, metricId: number, limit: number): Promise<number> {
  const { rowCount } = await tx.query(
    `WITH gone AS (
       DELETE FROM metrics.grp WHERE id IN (
         SELECT p.id FROM metrics.grouping g JOIN metrics.grp p ON p.grouping_id = g.id WHERE g.metric_id = $1 LIMIT $2)
       RETURNING id)
     INSERT INTO metrics.dropped_grp (grp_id) SELECT id FROM gone`,
    [metricId, limit],
  );
  return rowCount ?? 0;
}
