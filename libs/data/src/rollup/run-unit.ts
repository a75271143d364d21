import type { Database, SqlExecutor } from '@app/database';
import { beginUnit, bounds, type Deferred, lockDays, rollUpMinutes, takeMarks } from './unit-steps';

/** How much one unit takes on. */
export interface UnitOptions {
  /** Marks, and with them minutes, of one transaction. */
  marks: number;
  /** Days: as many as the marks lie in, but no more. */
  days: number;
  /** Which end of the dirty days comes first. */
  first: 'newest' | 'oldest';
  deferred?: Deferred | undefined;
}

/** `clean`: nothing to do. `busy`: others work on those days. `done`: marks were taken. */
export interface UnitResult {
  state: 'clean' | 'busy' | 'done';
  marks: number;
  minutes: number;
  days: number;
}

/** Rolls up dirty days of one metric in one transaction of its own. */
export function runUnit(database: Database, metricId: number, options: UnitOptions): Promise<UnitResult> {
  return database.transaction(async (tx) => {
    await beginUnit(tx);
    const dirty = await dirtyDays(tx, metricId, options);
    if (dirty.length === 0) return { state: 'clean', marks: 0, minutes: 0, days: 0 };
    const days = await lockDays(tx, metricId, dirty);
    if (days.length === 0) return { state: 'busy', marks: 0, minutes: 0, days: 0 };
    const { minutes, marks } = await takeMarks(tx, metricId, days, {
      limit: options.marks,
      deferred: options.deferred,
    });
    await rollUpMinutes(tx, { metricId }, minutes);
    return { state: 'done', marks, minutes: minutes.length, days: days.length };
  });
}

/** The days (starts, UTC ms) that the first marks lie in. */
export async function dirtyDays(
  executor: SqlExecutor,
  metricId: number,
  { first, marks, days, deferred }: UnitOptions,
): Promise<number[]> {
  const order = first === 'newest' ? 'DESC' : 'ASC';
  const { rows } = await executor.query<{ day: number }>(
    `SELECT DISTINCT (extract(epoch FROM date_trunc('day', minute, 'UTC')) * 1000)::float8 AS day
     FROM (SELECT minute FROM metrics.mark WHERE metric_id = $1 AND (minute < $2 OR minute >= $3)
           ORDER BY metric_id ${order}, minute ${order} LIMIT $4) AS marks
     ORDER BY day ${order} LIMIT $5`,
    [metricId, ...bounds(deferred), marks, days],
  );
  return rows.map(({ day }) => day);
}
