import { AppError } from '@app/platform';
import type { StorePlan, StoreRow } from './metric-store';
import type { RawStatement } from './raw-statement';

/** What PostgreSQL answers: `metric_id, bucket, …groups, …values`. */
export type RawRow = [metricId: number, bucket: number, ...rest: (string | number | null)[]];

/** Brings the rows of the metrics together: one row per bucket and group, with a value per measure. */
export function readRows(rows: readonly RawRow[], statement: RawStatement, plan: StorePlan): StoreRow[] {
  if (rows.length > statement.maxRows) throw tooManyRows(plan.maxRows);
  const empty = plan.measures.map(({ aggregation }) => (aggregation === 'count' ? 0 : null));
  const firstValue = 2 + plan.groupBy.length;
  const byKey = new Map<string, StoreRow>();
  const result: StoreRow[] = [];
  const several = statement.slots.size > 1;
  for (const raw of rows) {
    const [metricId, bucket] = raw;
    const groups = raw.slice(2, firstValue) as (string | null)[];
    const key = several ? JSON.stringify([bucket, ...groups]) : '';
    let row = several ? byKey.get(key) : undefined;
    if (!row) {
      row = { bucket, groups, values: [...empty] };
      result.push(row);
      if (several) byKey.set(key, row);
    }
    for (const { measure, column } of statement.slots.get(metricId) ?? []) {
      row.values[measure] = finite(raw[firstValue + column] as number | null);
    }
  }
  if (result.length > plan.maxRows) throw tooManyRows(plan.maxRows);
  return result;
}

/** The error for values whose sum or interpolation no double can hold. */
export function beyondDouble(): AppError {
  return new AppError('LIMIT_EXCEEDED', 'A value of the answer is larger than a number can be, 1.8e308.');
}

function finite(value: number | null): number | null {
  if (value !== null && !Number.isFinite(value)) throw beyondDouble();
  return value;
}

function tooManyRows(limit: number): AppError {
  const message = `The query makes more than ${limit} rows (buckets times groups). Ask for a shorter time range, a longer interval, fewer dimensions or filters.`;
  return new AppError('LIMIT_EXCEEDED', message, { errors: [{ pointer: '/groupBy', message }] });
}
