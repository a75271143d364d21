import { SourceError } from '@app/sources';
import type { StorePlan } from '../../store/metric-store';
import type { SqlDialect } from '../dialect/sql-dialect';
import { parseExpression } from '../expression/parse-expression';
import type { MetricSource } from '../metric-source';
import { selectProblem } from '../one-select';
import { bucketSql } from './bucket-sql';
import { expressionSql } from './expression-sql';
import { filterSql } from './filter-sql';
import type { StatementValues } from './statement-values';
import type { WallRange } from './wall-clock';

export interface FactsContext {
  dialect: SqlDialect;
  values: StatementValues;
}

/** What rows are read of a source. */
export interface FactsRequest extends Pick<StorePlan, 'groupBy' | 'where'> {
  source: MetricSource;
  /** On the clock of the source. */
  range: WallRange;
  /** Dimensions whose values are counted. */
  counted: readonly string[];
}

/**
 * The facts of a metric within a range: a row for each row of the source that is a point, with its bucket `b`, time `t` and the same in ms `tm`,
 * value `v`, groups `g0`… and counted dimensions `d0`….
 */
export function factsSql(request: FactsRequest, context: FactsContext): string {
  const { source, range, counted, groupBy, where } = request;
  const { dialect, values } = context;
  const column = (name: string): string => `s.${dialect.identifier(name)}`;
  const label = (dimension: string): string => {
    const own = columnOf(source, dimension);
    return own === undefined ? dialect.noLabel : dialect.label(column(own));
  };
  const time = column(source.time);
  const conditions = [
    `${time} >= ${values.bind(clockText(range.from), 'time')}`,
    `${time} < ${values.bind(clockText(range.to), 'time')}`,
    ...filterSql(where, {
      ...context,
      column: (dimension) => {
        const own = columnOf(source, dimension);
        return own === undefined ? undefined : column(own);
      },
    }),
  ];
  const selected = [
    `${time} AS t`,
    `${dialect.milliseconds(time)} AS tm`,
    `${expressionSql(parseExpression(source.value), { ...context, column })} AS v`,
    ...groupBy.map((dimension, index) => `${dialect.group(label(dimension))} AS g${index}`),
    ...counted.map((dimension, index) => `${label(dimension)} AS d${index}`),
  ];
  const kept = [
    't',
    'tm',
    'v',
    ...groupBy.map((_, index) => `g${index}`),
    ...counted.map((_, index) => `d${index}`),
  ];
  return `SELECT ${bucketSql(range, 'p.tm', context)} AS b, ${kept.map((name) => `p.${name} AS ${name}`).join(', ')}
    FROM (SELECT ${selected.join(', ')} FROM ${relationSql(source, dialect)} WHERE ${conditions.join(' AND ')}) p
    WHERE ${dialect.isFinite('p.v')}`;
}

/**
 * What rows are read from, as `s`.
 * @throws SourceError refused for SQL that the dialect could read as more than one SELECT: it may have been written for another one
 */
export function relationSql(
  { table, sql }: Pick<MetricSource, 'table' | 'sql'>,
  dialect: SqlDialect,
): string {
  if (!table) {
    const problem = selectProblem(sql ?? '', dialect.name);
    if (problem) throw new SourceError('refused', `The SQL of the mapping ${problem}.`);
    return `(${sql}) s`;
  }
  const { schema, name } = table;
  const parts = schema === undefined ? [name] : [schema, name];
  return `${parts.map((part) => dialect.identifier(part)).join('.')} s`;
}

/** The column of a dimension. Names come from questions: only own properties count. */
export function columnOf({ dimensions }: MetricSource, dimension: string): string | undefined {
  return Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
}

/** What a clock without zone shows. */
export function clockText(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').slice(0, -1);
}
