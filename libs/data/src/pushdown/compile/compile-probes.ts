import type { SourceStatement } from '@app/sources';
import type { StorePlan } from '../../store/metric-store';
import type { SqlDialect } from '../dialect/sql-dialect';
import { columnsOfExpression, numbersOfExpression } from '../expression/expression';
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

/** A statement that answers one value, whose type is that of a column. */
export interface TypeProbe extends Probe {
  isFine: (value: unknown) => boolean;
}

const DAY = 86_400_000;
/** What MySQL makes of a number beside bits, which it computes with as well. */
const ZERO_IN_BYTES = 'MA==';
/** As connectors write times, which texts are not written like. */
const AS_TIME = /^\d{4}-\d\d-\d\d(T.*Z)?$/;

/**
 * Statements that tell whether a mapping fits its source without reading a row.
 * @returns one for all of it; where that fails one that says whether there are rows at all, and one for each part; where it does not, those
 *   that tell texts from numbers and times: engines compute with them as well, and some make zero of what is none
 */
export function compileProbes(
  source: MetricSource,
  dialect: SqlDialect,
): { whole: SourceStatement; relation: Probe; parts: Probe[]; types: TypeProbe[] } {
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
  // What two rows have in common is of the type of both: a text where one is a text.
  const typed = (pointer: string, what: string, name: string, type: 'number' | 'time'): TypeProbe => {
    const sample = new StatementValues(dialect);
    const isNumber = type === 'number';
    const like = isNumber ? '0' : sample.bind(clockText(0), 'time');
    const computed = isNumber && dialect.onlyNumber ? dialect.onlyNumber(column(name)) : column(name);
    return {
      pointer,
      what,
      statement: sample.finish(
        `SELECT u.probe FROM (SELECT ${like} AS probe UNION ALL SELECT ${computed} FROM ${relation} WHERE 1 = 0) u`,
      ),
      isFine: (value) => (isNumber ? value === 0 || value === ZERO_IN_BYTES : AS_TIME.test(String(value))),
    };
  };
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
    types: [
      typed('/source/time', `The column ${JSON.stringify(source.time)} holds no times`, source.time, 'time'),
      ...numbersOfExpression(expression).map((name) =>
        typed('/source/value', `The column ${JSON.stringify(name)} holds no numbers`, name, 'number'),
      ),
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
