import type { SourceStatement } from '@app/sources';
import type { StorePlan } from '../../store/metric-store';
import type { SqlDialect } from '../dialect/sql-dialect';
import { columnsOfExpression } from '../expression/expression';
import { parseExpression } from '../expression/parse-expression';
import type { MetricSource } from '../metric-source';
import { compilePlan } from './compile-plan';
import { expressionSql } from './expression-sql';
import { clockText, relationSql } from './facts-sql';
import { StatementValues } from './statement-values';

/** A statement that answers no rows, and what of a mapping it tries. */
export interface Probe {
  /** Below the entry of the catalogue. */
  pointer: string;
  what: string;
  statement: SourceStatement;
}

const DAY = 86_400_000;

/**
 * Statements that tell whether a mapping fits its source without reading a row.
 * @returns one for all of it; where that fails one that says whether there are rows at all, and one for each part
 */
export function compileProbes(
  source: MetricSource,
  dialect: SqlDialect,
): { whole: SourceStatement; relation: Probe; parts: Probe[] } {
  const relation = relationSql(source, dialect);
  const column = (name: string): string => `s.${dialect.identifier(name)}`;
  const probe = (
    pointer: string,
    what: string,
    selected: string,
    values = new StatementValues(dialect),
  ): Probe => ({
    pointer,
    what,
    statement: values.finish(`SELECT ${selected} AS probe FROM ${relation} LIMIT 0`),
  });
  const named = (pointer: string, name: string): Probe =>
    probe(pointer, `The column ${JSON.stringify(name)} cannot be read`, column(name));
  const expression = parseExpression(source.value);
  const values = new StatementValues(dialect);
  const value = expressionSql(expression, { dialect, values, column });
  const times = new StatementValues(dialect);
  const time = column(source.time);
  const from = times.bind(clockText(0), 'time');
  const comparison = `CASE WHEN ${time} >= ${from} THEN ${dialect.milliseconds(time)} END`;
  return {
    whole: wholeProbe(source, dialect),
    relation: probe(source.table ? '/source/table' : '/source/sql', 'It cannot be read', '1'),
    parts: [
      named('/source/time', source.time),
      ...columnsOfExpression(expression).map((name) => named('/source/value', name)),
      ...Object.entries(source.dimensions).map(([dimension, name]) =>
        named(`/source/dimensions/${dimension}`, name),
      ),
      probe('/source/time', 'It is no time', comparison, times),
      probe('/source/value', 'It is no number', value, values),
    ],
  };
}

/** A question with all dimensions, whose answer is cut off before its first row. */
function wholeProbe(source: MetricSource, dialect: SqlDialect): SourceStatement {
  const plan: StorePlan = {
    organizationId: '',
    measures: [{ metricId: 0, aggregation: 'sum', source }],
    from: 0,
    to: DAY,
    groupBy: Object.keys(source.dimensions),
    where: [],
    maxRows: 1,
  };
  const { text, values } = compilePlan(plan, dialect).statement;
  return { text: `SELECT * FROM (${text}) probe LIMIT 0`, values };
}
