import { SourceError, type SourceStatement, type SourceValue } from '@app/sources';
import type { PointRow, PointsPlan } from '../../store/metric-store';
import type { SqlDialect } from '../dialect/sql-dialect';
import { factsSql } from './facts-sql';
import { StatementValues } from './statement-values';
import { instantOf, wallRange } from './wall-clock';

/** The points themselves, oldest first by the clock of the source: `metric, ms, …groups, value`. */
export function compilePoints(plan: PointsPlan, dialect: SqlDialect, limit: number): SourceStatement {
  const values = new StatementValues(dialect);
  const groups = plan.dimensions.map((_, index) => `f.g${index}`);
  const selects = [...(plan.sources ?? [])].map(([metricId, source]) => {
    const { from, to, where, dimensions: groupBy } = plan;
    const range = wallRange({ from, to }, source.timezone);
    const facts = factsSql({ source, range, counted: [], groupBy, where }, { dialect, values });
    return `SELECT ${[`${Math.trunc(metricId)} AS m`, 'f.tm AS tm', ...groups, 'f.v AS v'].join(', ')} FROM (${facts}) f`;
  });
  return values.finish(
    `SELECT * FROM (${selects.join('\nUNION ALL ')}) answer ORDER BY 2 LIMIT ${Math.trunc(limit)}`,
  );
}

/** @throws SourceError invalid where a server answers something else than it was asked */
export function pointOf(row: readonly SourceValue[], { sources }: PointsPlan, dialect: SqlDialect): PointRow {
  const metricId = Number(row[0]);
  const [time, value] = [Number(row[1]), Number(row.at(-1))];
  if (!sources?.has(metricId) || !Number.isFinite(time) || !Number.isFinite(value))
    throw new SourceError('invalid');
  const labels = row.slice(2, -1).map(String);
  return [
    instantOf(time, sources?.get(metricId)?.timezone ?? 'UTC'),
    metricId,
    labels.map((group) => (group.startsWith('0') ? dialect.readGroup(group) : null)),
    value,
  ];
}
