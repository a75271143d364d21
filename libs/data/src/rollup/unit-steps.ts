import { crc32 } from 'node:zlib';
import type { SqlExecutor } from '@app/database';
import type { PoolClient } from 'pg';
import { bucketsOf, DAY_MS, type Level, LEVEL_MS, MINUTE_MS, type ParentLevel } from './levels';
import { fromBelowSql, fromPointsSql } from './rollup-sql';
import { type Span, spansOf } from './spans';

/*
 * The steps of one unit, a metric's UTC day or several of them, in the order in which they must run inside one READ
 * COMMITTED transaction: lockDays, takeMarks, rollUpPoints, rollUpRows of hours and of days. The invariant that they keep, in every snapshot and
 * at every level: a rollup row with no visible mark inside it equals the aggregate of the points visible in that snapshot.
 *
 * 1. Points and their marks become visible together: ingest and delete write both in one transaction.
 * 2. takeMarks deletes only marks that it sees. Their points are visible to rollUpPoints, whose snapshot is later. A
 *    mark that commits meanwhile stays, whether or not rollUpPoints saw its points.
 * 3. The lock of a day is held from before the first snapshot to the commit, so nothing older overwrites something
 *    newer. An hour is always what its minutes made it, a day what its hours made it: grps of which no minute
 *    changed need no new parents. A row made of others while one of those is dirty is dirty itself: their marks lie inside it too.
 * 4. Marks are gone and rows are new in the same commit, and a reader has one snapshot.
 * 5. rollUpPoints takes the groupings that it sees. One that it does not see was committed after the marks that takeMarks saw,
 *    so whoever fills it afterwards sees their points (fill-groupings.ts).
 */

/** Of two searches in the index for every series and reading the points of some hours in between, reading is cheaper. */
const GAP_MS = 6 * LEVEL_MS.rollup_1h;
const STATEMENT_TIMEOUT_MS = 120_000;

/** Rolls up to here and from there on, UTC ms: minutes in between will be marked again at once. */
export interface Deferred {
  from: number;
  to: number;
}

/** Whose rows are made: all groupings of a metric, or some. */
export interface RollupScope {
  metricId: number;
  groupingIds?: readonly number[];
}

/** First in the transaction: each statement gets a snapshot and a plan of its own. */
export async function beginUnit(tx: SqlExecutor): Promise<void> {
  await tx.query(`
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    SET LOCAL plan_cache_mode = force_custom_plan;
    SET LOCAL statement_timeout = ${STATEMENT_TIMEOUT_MS};
    SET LOCAL work_mem = '64MB';
    SET LOCAL enable_nestloop = off;
    SET LOCAL jit = off`);
}

/**
 * Locks days of a metric until the transaction ends, in the advisory key space 2; two days that share a key only wait
 * for each other needlessly.
 * @param days their starts, UTC ms
 * @returns those that nobody else has; with `wait` all of them
 */
export async function lockDays(
  tx: SqlExecutor,
  metricId: number,
  days: readonly number[],
  { wait = false }: { wait?: boolean } = {},
): Promise<number[]> {
  const ordered = days.toSorted((a, b) => a - b);
  const keys = ordered.map((day) => crc32(`${metricId} ${day / DAY_MS}`) | 0);
  if (wait) {
    await tx.query('SELECT pg_advisory_xact_lock(2, key) FROM unnest($1::int[]) AS k (key)', [keys]);
    return ordered;
  }
  const { rows } = await tx.query<{ locked: boolean }>(
    'SELECT pg_try_advisory_xact_lock(2, key) AS locked FROM unnest($1::int[]) WITH ORDINALITY AS k (key, i) ORDER BY i',
    [keys],
  );
  return ordered.filter((_, index) => rows[index]?.locked);
}

/**
 * Deletes up to `limit` marks of locked days.
 * @returns the minutes that they mark (UTC ms, in order), and how many marks those were
 */
export async function takeMarks(
  tx: SqlExecutor,
  metricId: number,
  days: readonly number[],
  { limit, deferred }: { limit: number; deferred?: Deferred | undefined },
): Promise<{ minutes: number[]; marks: number }> {
  const { rows } = await tx.query<{ minute: number; marks: number }>(
    `WITH seen AS MATERIALIZED (
       SELECT id FROM metrics.mark
       WHERE metric_id = $1 AND minute >= $2 AND minute < $3 AND date_trunc('day', minute, 'UTC') = ANY($4::timestamptz[])
         AND (minute < $5 OR minute >= $6)
       ORDER BY minute LIMIT $7),
     gone AS (DELETE FROM metrics.mark m USING seen WHERE m.id = seen.id RETURNING m.minute)
     SELECT (extract(epoch FROM minute) * 1000)::float8 AS minute, count(*)::int AS marks FROM gone GROUP BY 1 ORDER BY 1`,
    [
      metricId,
      iso(Math.min(...days)),
      iso(Math.max(...days) + DAY_MS),
      days.map(iso),
      ...bounds(deferred),
      limit,
    ],
  );
  return {
    minutes: rows.map(({ minute }) => minute),
    marks: rows.reduce((sum, { marks }) => sum + marks, 0),
  };
}

/**
 * Replaces the rows of minutes (their starts, UTC ms) by what the points say now.
 * @returns ids of the grps that got a row or lost one; the parents of all others are made of what they were made of before
 */
export async function rollUpPoints(
  tx: Pick<PoolClient, 'query'>,
  { metricId, groupingIds }: RollupScope,
  minutes: readonly number[],
): Promise<string[]> {
  if (minutes.length === 0) return [];
  const { rows } = await tx.query<{ grp_id: string }>(FROM_POINTS, [
    ...bucketParameters('rollup_1m', minutes),
    metricId,
    groupingIds ?? null,
  ]);
  return rows.map(({ grp_id }) => grp_id);
}

/** Replaces the rows of some grps' hours or days (their starts, UTC ms) by what the level below says. */
export async function rollUpRows(
  tx: Pick<PoolClient, 'query'>,
  level: ParentLevel,
  grpIds: readonly string[],
  starts: readonly number[],
): Promise<void> {
  if (grpIds.length === 0) return;
  await tx.query(FROM_BELOW[level], [...bucketParameters(level, starts), grpIds]);
}

const FROM_POINTS = fromPointsSql();
const FROM_BELOW = { rollup_1h: fromBelowSql('rollup_1h'), rollup_1d: fromBelowSql('rollup_1d') };

/** All levels over minutes, from fine to coarse. */
export async function rollUpMinutes(
  tx: Pick<PoolClient, 'query'>,
  scope: RollupScope,
  minutes: readonly number[],
): Promise<void> {
  const grpIds = await rollUpPoints(tx, scope, minutes);
  for (const level of ['rollup_1h', 'rollup_1d'] as const) {
    await rollUpRows(tx, level, grpIds, bucketsOf(level, minutes));
  }
}

function bucketParameters(level: Level, starts: readonly number[]): unknown[] {
  const spans = spansOf(starts, LEVEL_MS[level], GAP_MS);
  return [
    spans.map(({ from }) => iso(from)),
    spans.map(({ to }) => iso(to)),
    starts.map(iso),
    iso((spans[0] as Span).from),
    iso((spans.at(-1) as Span).to),
  ];
}

/** Every minute of a day. */
export function minutesOf(day: number): number[] {
  return Array.from({ length: DAY_MS / MINUTE_MS }, (_, index) => day + index * MINUTE_MS);
}

/** A deferred stretch as parameters; none lies at the end of time. */
export function bounds(deferred: Deferred | undefined): [string, string] {
  return deferred ? [iso(deferred.from), iso(deferred.to)] : ['infinity', 'infinity'];
}

function iso(at: number): string {
  return at === Infinity ? 'infinity' : new Date(at).toISOString();
}
