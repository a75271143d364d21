import type { PoolClient } from 'pg';
import { DAY_MS } from '../rollup/levels';
import { dirtyDays } from '../rollup/run-unit';
import { beginUnit, lockDays, rollUpMinutes, takeMarks } from '../rollup/unit-steps';

const MARKS = 5_000;

/**
 * Moves a metric's floor up inside the caller's transaction. Rolls up what is marked below it first, because afterwards
 * nobody does: the exclusive lock keeps ingest and deletions from marking more, and whoever is at a day below has marks
 * there that this sees, and is waited for.
 * @param floor start of a UTC day, in ms
 * @returns whether the floor was lower
 */
export async function moveFloor(tx: PoolClient, metricId: number, floor: number): Promise<boolean> {
  await beginUnit(tx);
  await tx.query('SELECT pg_advisory_xact_lock(1, $1)', [metricId]);
  const at = new Date(floor).toISOString();
  const { rows } = await tx.query('SELECT FROM metrics.metric WHERE id = $1 AND raw_floor < $2', [
    metricId,
    at,
  ]);
  if (rows.length === 0) return false;
  for (;;) {
    const deferred = { from: floor, to: Infinity };
    const days = await dirtyDays(tx, metricId, { marks: MARKS, days: 64, first: 'oldest', deferred });
    if (days.length === 0) break;
    const locked = await lockDays(tx, metricId, days, { wait: true });
    const { minutes } = await takeMarks(tx, metricId, locked, { limit: MARKS });
    await rollUpMinutes(tx, { metricId }, minutes);
  }
  await tx.query('UPDATE metrics.metric SET raw_floor = $1 WHERE id = $2', [at, metricId]);
  return true;
}

/** The floor that a retention of whole days asks for now: the start of a UTC day. */
export function floorOf(retentionDays: number, now: number): number {
  return Math.floor(now / DAY_MS) * DAY_MS - retentionDays * DAY_MS;
}
