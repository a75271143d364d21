import type { SourceStatement, SourceValue } from '@app/sources';
import type { Filter } from '../../query/metric-query';
import { compareCodePoints } from '../../store/rows/code-point-order';
import type { SqlDialect } from '../dialect/sql-dialect';
import type { MetricSource } from '../metric-source';
import { factsSql } from './facts-sql';
import { StatementValues } from './statement-values';
import { wallRange } from './wall-clock';

/** Which values of dimensions are wanted. */
export interface DimensionValuesPlan {
  organizationId: string;
  metricId: number;
  source: MetricSource;
  dimensions: readonly string[];
  /** AND-ed, the data policy among them. */
  where: readonly Filter[];
  /** Of points before that instant, in UTC ms. */
  to: number;
  /** Most values of each dimension. */
  limit: number;
}

/** The first values of a dimension, in order of their code points. */
export interface KnownValues {
  values: string[];
  /** There are more. */
  truncated: boolean;
}

/** What a value of a point may have at most. Sources may have longer ones: those are left out. */
const LONGEST = 256;

/**
 * One statement for all dimensions, which stops one value beyond the limit of each. Its rows are `index of the dimension, group`; rows that are no
 * points have no values.
 */
export function compileDimensionValues(plan: DimensionValuesPlan, dialect: SqlDialect): SourceStatement {
  const { source, dimensions, where, to } = plan;
  const values = new StatementValues(dialect);
  const range = wallRange({ from: 0, to }, source.timezone);
  const most = Math.trunc(plan.limit) + 1;
  // Each reads the rows anew with one column of them: engines would write out what several read.
  const selects = dimensions.map((dimension, index) => {
    const facts = factsSql({ source, range, counted: [], groupBy: [dimension], where }, { dialect, values });
    return `SELECT ${index} AS d, v.g AS g FROM (SELECT DISTINCT f.g0 AS g FROM (${facts}) f WHERE f.g0 <> '1' ORDER BY g LIMIT ${most}) v`;
  });
  return values.finish(`SELECT * FROM (${selects.join('\nUNION ALL ')}) answer`);
}

/** The most rows that {@link compileDimensionValues} answers. */
export function mostValues({ dimensions, limit }: DimensionValuesPlan): number {
  return dimensions.length * (limit + 1);
}

/** By dimension; each that was asked for is there. */
export function readDimensionValues(
  rows: readonly (readonly SourceValue[])[],
  { dimensions, limit }: DimensionValuesPlan,
  dialect: SqlDialect,
): Map<string, KnownValues> {
  const found = dimensions.map((): string[] => []);
  for (const [index, group] of rows) found[Number(index)]?.push(dialect.readGroup(String(group)));
  return new Map(
    dimensions.map((dimension, index) => {
      const all = (found[index] ?? []).toSorted(compareCodePoints);
      const values = all.slice(0, limit).filter((value) => value.length <= LONGEST);
      return [dimension, { values, truncated: values.length < all.length }];
    }),
  );
}
