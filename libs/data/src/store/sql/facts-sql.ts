import { type Span, unionOf } from '../plan/level';
import type { MetricFacts } from '../plan/metric-facts';

/** Dirty time is told by the minute for so many minutes, the latest first; then by the hour for so many hours; then by the day. */
const MINUTES = 60;
const HOURS = 60;

const FLOOR =
  'CASE WHEN isfinite(m.raw_floor) THEN extract(epoch FROM m.raw_floor)::float8 * 1000 END AS floor';

/** One row of {@link factsSql}. */
export interface FactsRow {
  id: number;
  floor: number | null;
  series_count: number;
  dimensions: string[];
  groupings: [id: number, dims: string[]][] | null;
  dirty: [from: number, to: number][] | null;
}

/**
 * What plans need to know of metrics. Marks are many and repeat: each step of the recursion jumps to the next one before what is known to
 * be dirty, so that the work is bounded by the steps and not by the marks. It has no parameters: it is sent along with BEGIN.
 * @param organization quoted
 */
export function factsSql(
  organization: string,
  metricIds: readonly number[],
  ranges: readonly Span[],
): string {
  const marks = ranges.map(({ from, to }) => dirtySql(from, to)).join(' UNION ALL ');
  const dirty = `CASE WHEN g.groupings IS NULL THEN NULL ELSE (SELECT json_agg(json_build_array(d.lo, d.hi)) FROM (${marks}) d) END`;
  return factsWith(dirty, organization, metricIds, ranges);
}

/** One row of {@link cleanFactsSql}. */
export type CleanFactsRow = Omit<FactsRow, 'dirty'> & { is_dirty: boolean };

/** Like {@link factsSql} for who only needs to know whether anything is dirty, which takes a fraction of the time to plan. */
export function cleanFactsSql(
  organization: string,
  metricIds: readonly number[],
  ranges: readonly Span[],
): string {
  const marks = ranges.map(
    ({ from, to }) =>
      `EXISTS (SELECT FROM metrics.mark WHERE metric_id = m.id AND minute >= ${timestamp(from)} AND minute < ${timestamp(to)})`,
  );
  return factsWith(marks.join(' OR '), organization, metricIds, ranges, 'is_dirty');
}

function factsWith(
  dirty: string,
  organization: string,
  metricIds: readonly number[],
  ranges: readonly Span[],
  name: keyof FactsRow | keyof CleanFactsRow = 'dirty',
): string {
  // A grouping that was made after points had been forgotten has no rows of these.
  const earliest = Math.min(...ranges.map(({ from }) => from));
  return `
    SELECT m.id, ${FLOOR}, m.series_count, m.dimensions, g.groupings, ${dirty} AS ${name}
    FROM metrics.metric m
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(own.id, own.dims)) AS groupings FROM metrics.grouping own
      WHERE own.metric_id = m.id AND own.ready AND own.rows_from <= ${timestamp(earliest)}
    ) g
    WHERE m.organization_id = ${organization} AND m.id = ANY('{${metricIds.map(Math.trunc).join(',')}}'::int[])`;
}

/** One row of {@link floorsSql}. */
export type FloorRow = Pick<FactsRow, 'id' | 'floor'>;

/** Where the points of metrics begin now. */
export function floorsSql(organization: string, metricIds: readonly number[]): string {
  return `SELECT m.id, ${FLOOR} FROM metrics.metric m
    WHERE m.organization_id = ${organization} AND m.id = ANY('{${metricIds.map(Math.trunc).join(',')}}'::int[])`;
}

function dirtySql(from: number, to: number): string {
  const [start, end] = [timestamp(from), timestamp(to)];
  const step = (n: string, before: string): string => `
    SELECT ${n} AS n, date_trunc(unit.name, k.minute, 'UTC') AS lo, date_trunc(unit.name, k.minute, 'UTC') + unit.length AS hi
    FROM (SELECT minute FROM metrics.mark WHERE metric_id = m.id AND minute >= ${start} AND minute < ${before}
      ORDER BY metric_id DESC, minute DESC LIMIT 1) k
    CROSS JOIN (SELECT
      CASE WHEN ${n} <= ${MINUTES} THEN 'minute' WHEN ${n} <= ${MINUTES + HOURS} THEN 'hour' ELSE 'day' END AS name,
      CASE WHEN ${n} <= ${MINUTES} THEN interval '1 minute' WHEN ${n} <= ${MINUTES + HOURS} THEN interval '1 hour' ELSE interval '24 hours' END AS length
    ) unit`;
  return `(
    WITH RECURSIVE dirty AS (
      (${step('1', end)})
      UNION ALL
      SELECT next.* FROM dirty d CROSS JOIN LATERAL (${step('(d.n + 1)', 'd.lo')}) next
    )
    SELECT extract(epoch FROM lo)::float8 * 1000 AS lo, extract(epoch FROM hi)::float8 * 1000 AS hi FROM dirty
  )`;
}

function timestamp(time: number): string {
  return `'${new Date(time).toISOString()}'::timestamptz`;
}

export function readFacts(rows: readonly FactsRow[]): Map<number, MetricFacts> {
  return new Map(rows.map((row) => [row.id, factsOf(row)]));
}

function factsOf({ id, floor, series_count, dimensions, groupings, dirty }: FactsRow): MetricFacts {
  const rawFloor = floor === null ? -Infinity : Math.round(floor);
  // Below the floor nothing is dirty: only an hour or day that stands for several minutes reaches there.
  const spans = (dirty ?? []).map(([from, to]) => ({ from: Math.max(from, rawFloor), to }));
  return {
    id,
    rawFloor,
    seriesCount: series_count,
    dimensions,
    groupings: (groupings ?? []).map(([grouping, dims]) => ({ id: grouping, dims })),
    dirty: unionOf(spans.filter(({ from, to }) => from < to)),
  };
}
