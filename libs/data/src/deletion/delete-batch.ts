import type { OutboxEvents, Outbox } from '@app/database';
import type { PoolClient } from 'pg';
import type { Filter } from '../query/metric-query';
import { DAY_MS } from '../rollup/levels';
import { spansOf } from '../rollup/spans';
import { type RemovedDay, removePoints } from './remove-points';

/** Ranges that an event names before it covers the gaps between them too. */
const RANGES_PER_EVENT = 50;

/** What somebody asked to have deleted. */
export interface Deletion {
  id: string;
  organizationId: string;
  metricId: number;
  metric: string;
  /** UTC ms, half-open. */
  from: number;
  to: number;
  /** Data policy included. */
  where: Filter[];
}

export interface DeletedBatch {
  points: number;
  /** The event that the transaction left behind; undefined when no point went. */
  changed?: OutboxEvents['points.changed'];
}

/**
 * Deletes up to `limit` points inside the caller's transaction: with their minutes' marks and the event that tells of it,
 * so that all become visible together. Holds the metric's exclusive lock, which ingest waits for, until the commit.
 */
export async function deleteBatch(
  tx: PoolClient,
  outbox: Outbox,
  deletion: Deletion,
  limit: number,
): Promise<DeletedBatch> {
  await tx.query(
    'SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL plan_cache_mode = force_custom_plan',
  );
  await tx.query('SELECT pg_advisory_xact_lock(1, $1)', [deletion.metricId]);
  // In a later snapshot than the lock: what lies below is kept as rollups alone and cannot be made anew.
  const { rows } = await tx.query<{ floor: number }>(
    'SELECT (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric WHERE id = $1',
    [deletion.metricId],
  );
  const from = Math.max(deletion.from, rows[0]?.floor ?? -Infinity);
  if (!rows[0] || from >= deletion.to) return { points: 0 };
  const { metricId, to, where } = deletion;
  const days = await removePoints(tx, { metricId, from, to, where, limit, mark: true });
  const points = days.reduce((sum, day) => sum + day.points, 0);
  if (points === 0) return { points };
  const changed = { metrics: changedRanges(deletion, days) };
  await outbox.append(tx, {
    topic: 'points.changed',
    subject: deletion.organizationId,
    organizationId: deletion.organizationId,
    payload: changed,
  });
  await tx.query('UPDATE metrics.deletion SET points = points + $1 WHERE id = $2', [points, deletion.id]);
  return { points, changed };
}

function changedRanges(
  { metricId, metric }: Deletion,
  days: readonly RemovedDay[],
): OutboxEvents['points.changed']['metrics'] {
  const starts = days.map(({ day }) => day);
  const exact = spansOf(starts, DAY_MS, 1);
  const spans = exact.length > RANGES_PER_EVENT ? spansOf(starts, DAY_MS, Infinity) : exact;
  return spans.map(({ from, to }) => ({
    metricId,
    metric,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  }));
}
