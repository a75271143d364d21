import type { QueryAnswer } from '@app/data';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { OFFSETS, type Question, type QuestionFilter, type QuestionMeasure } from './random-questions';
import type { SeenPoint } from './snapshot-reader';

const MINUTE = 60_000;
const DAY = 86_400_000;
const LENGTHS = {
  '1m': MINUTE,
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '6h': 360 * MINUTE,
  '1d': DAY,
} as const;
/** Percentiles of sketches may be off by this part of the values between which they lie. */
const SKETCH_ERROR = 0.01;

type Cell = number | string | null;
/** A value, and how far another computation of it may be away. */
type Expected = { value: number | null; within: number };
interface PointsRow {
  /** Start of the bucket in UTC ms; null without an interval. */
  time: number | null;
  groups: (string | null)[];
  /** The sum of the absolute values, which bounds the rounding of sums. */
  magnitude: number;
  /** Three for each measure: the value, and for a percentile those between which it lies. */
  numbers: (number | null)[];
}

/** What the points say to a question. */
export interface PointsAnswer {
  question: Question;
  rows: PointsRow[];
  /** Undefined where there is no point. */
  total?: PointsRow;
}

/**
 * Answers questions from a list of points by SQL of its own, written from what the documentation promises. It shares no code with the
 * product: not its buckets, not its filters, not its aggregates.
 */
export class DuckOracle {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly duck: DuckDBConnection,
  ) {}

  static async open(): Promise<DuckOracle> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
    const duck = await instance.connect();
    await duck.run('CREATE TABLE point (region VARCHAR, tier VARCHAR, ms BIGINT, value DOUBLE)');
    return new DuckOracle(instance, duck);
  }

  close(): void {
    this.duck.closeSync();
    this.instance.closeSync();
  }

  async load(points: readonly SeenPoint[]): Promise<void> {
    await this.duck.run('TRUNCATE point');
    const appender = await this.duck.createAppender('point');
    for (const { region, tier, at, value } of points) {
      for (const text of [region, tier]) {
        if (text === null) appender.appendNull();
        else appender.appendVarchar(text);
      }
      appender.appendBigInt(BigInt(at));
      appender.appendDouble(value);
      appender.endRow();
    }
    appender.closeSync();
  }

  /** What the points say to questions, by one statement for all of them. */
  async answer(questions: readonly Question[]): Promise<PointsAnswer[]> {
    const answers = questions.map((question): PointsAnswer => ({ question, rows: [] }));
    const selects = questions.flatMap((question, index) => [
      selectSql(question, index, false),
      ...(question.totals ? [selectSql(question, index, true)] : []),
    ]);
    if (selects.length === 0) return answers;
    const reader = await this.duck.runAndReadAll(selects.join('\nUNION ALL\n'));
    for (const cells of reader.getRows()) {
      const [index, isTotal, time, region, tier, magnitude, ...numbers] = cells.map(plain);
      const answer = answers[index as number] as PointsAnswer;
      const row = {
        time: time as number | null,
        groups: answer.question.groupBy.map((name) => (name === 'region' ? region : tier) as string | null),
        magnitude: magnitude as number,
        numbers: numbers as (number | null)[],
      };
      if (isTotal) answer.total = row;
      else answer.rows.push(row);
    }
    return answers;
  }
}

/** @throws an Error that says where an answer is not what the points say, and to which question */
export function expectAnswer(said: PointsAnswer, answer: QueryAnswer): void {
  try {
    compareAnswers(said, answer);
  } catch (error) {
    const { question } = said;
    throw new Error(
      `${(error as Error).message}\nquestion: ${JSON.stringify(question)}\nmeta: ${JSON.stringify(answer.meta)}`,
      { cause: error },
    );
  }
}

function compareAnswers({ question, rows, total }: PointsAnswer, { data, meta }: QueryAnswer): void {
  const expected = new Map(
    rows.map((row) => [keyOf(row.time, row.groups), valuesOf(question, row, meta.approximate)]),
  );
  const first = question.interval ? 1 : 0;
  const width = first + question.groupBy.length;
  const actual = new Map(
    data.rows.map((row) => {
      const time = question.interval ? Date.parse(row[0] as string) : null;
      return [keyOf(time, row.slice(first, width) as (string | null)[]), row.slice(width)];
    }),
  );
  if (actual.size !== data.rows.length) throw new Error('a row comes twice');
  for (const key of new Set([...expected.keys(), ...actual.keys()])) {
    compare(key, actual.get(key), expected.get(key));
  }
  if (!question.totals) return;
  const totals = question.measures.map((_, index) => data.totals?.[`c${index}`] ?? null);
  compare('totals', totals, valuesOf(question, total ?? NOTHING, meta.approximate));
}

const MOST_MEASURES = 3;
const NOTHING: PointsRow = { time: null, groups: [], magnitude: 0, numbers: [] };

function selectSql(question: Question, index: number, isTotal: boolean): string {
  const { from, to, measures } = question;
  const groupBy: readonly string[] = isTotal ? [] : question.groupBy;
  const bucket = isTotal ? 'NULL' : bucketSql(question);
  const values = Array.from({ length: MOST_MEASURES }, (_, at) => valueSql(measures[at])).flat();
  const columns = [
    index,
    isTotal,
    `(${bucket})::BIGINT`,
    ...['region', 'tier'].map((name) => (groupBy.includes(name) ? name : 'NULL::VARCHAR')),
    'sum(abs(value))',
    ...values.map((value) => `(${value})::DOUBLE`),
  ];
  const where = [`ms >= ${from}`, `ms < ${to}`, ...conditions(question)].join(' AND ');
  const by = [...(bucket === 'NULL' ? [] : [bucket]), ...groupBy];
  const grouped = by.length > 0 ? `GROUP BY ${by.join(', ')}` : '';
  return `SELECT ${columns.join(', ')} FROM point WHERE ${where} ${grouped} HAVING count(*) > 0`;
}

function valuesOf(question: Question, row: PointsRow, approximate: boolean): Expected[] {
  const { magnitude, numbers, time } = row;
  const seconds = secondsOf(question, time);
  return question.measures.map((measure, index) => {
    const own = numbers.slice(index * 3, index * 3 + 3);
    const isCount = measure.aggregation === 'count' || measure.aggregation === 'countDistinct';
    if (row === NOTHING) return { value: isCount ? 0 : null, within: 0 };
    return expectedOf(measure, own, { magnitude, seconds, approximate });
  });
}

/** The start of the bucket, in UTC ms. The zones have one offset in all of the time that is asked for. */
function bucketSql({ interval, timezone }: Question): string {
  if (!interval) return 'NULL';
  const offset = (OFFSETS[timezone] ?? 0) * MINUTE;
  const local = `(ms + ${offset})`;
  if (interval === '1mo') return `epoch_ms(date_trunc('month', make_timestamp(${local} * 1000))) - ${offset}`;
  if (interval === '1w') return `epoch_ms(date_trunc('week', make_timestamp(${local} * 1000))) - ${offset}`;
  const length = LENGTHS[interval];
  return `${local} // ${length} * ${length} - ${offset}`;
}

/** How many seconds of a bucket lie in the range; all of it has passed. */
function secondsOf({ from, to, interval, timezone }: Question, start: number | null): number {
  if (start === null || !interval) return (to - from) / 1_000;
  return (Math.min(to, bucketEnd(interval, timezone, start)) - Math.max(from, start)) / 1_000;
}

function bucketEnd(interval: NonNullable<Question['interval']>, timezone: string, start: number): number {
  if (interval === '1w') return start + 7 * DAY;
  if (interval !== '1mo') return start + LENGTHS[interval];
  const offset = (OFFSETS[timezone] ?? 0) * MINUTE;
  const local = new Date(start + offset);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1) - offset;
}

/** Three columns: the value, and for percentiles the values between which it lies. */
function valueSql(measure: QuestionMeasure | undefined): string[] {
  const none = ['NULL', 'NULL'];
  if (!measure) return ['NULL', ...none];
  const { aggregation, percentile = 50, dimension } = measure;
  switch (aggregation) {
    case 'count':
      return ['count(*)', ...none];
    case 'countDistinct':
      return [`count(DISTINCT ${dimension})`, ...none];
    case 'last':
      return ['arg_max(value, {ms: ms, v: value})', ...none];
    case 'rate':
      return ['sum(value)', ...none];
    case 'percentile': {
      const rank = `${percentile / 100} * (count(*) - 1)`;
      const at = (place: string): string => `list_sort(list(value))[1 + ${place}(${rank})::INT]`;
      return [`quantile_cont(value, ${percentile / 100})`, at('floor'), at('ceil')];
    }
    default:
      return [`${aggregation}(value)`, ...none];
  }
}

function expectedOf(
  { aggregation, exact, percentile = 50 }: QuestionMeasure,
  [value = null, low, high]: (number | null)[],
  of: { magnitude: number; seconds: number; approximate: boolean },
): Expected {
  const sums = 1e-9 * Math.max(1, of.magnitude);
  if (value === null) return { value, within: 0 };
  if (aggregation === 'rate') return { value: value / of.seconds, within: sums / of.seconds };
  if (aggregation === 'sum' || aggregation === 'avg') return { value, within: sums };
  if (aggregation !== 'percentile') return { value, within: 0 };
  const [lower, upper] = [Math.abs(low ?? 0), Math.abs(high ?? 0)];
  const rounding = 1e-9 * Math.max(1, lower, upper);
  // The part of the way between the two is not needed: the greater of them bounds the error.
  const error = of.approximate && !exact ? SKETCH_ERROR * Math.max(lower, upper) : 0;
  return { value, within: error * (percentile > 0 ? 1 + 1e-6 : 1) + rounding };
}

function conditions({ filters, policy }: Question): string[] {
  const allowed = Object.entries(policy).map(
    ([name, values]) => `${name} IN (${['NULL', ...values.map(text)].join(', ')})`,
  );
  return [...filters.map(holds), ...allowed].map((sql) => `coalesce(${sql}, false)`);
}

function holds(filter: QuestionFilter): string {
  if ('or' in filter) return `(${filter.or.map((each) => `coalesce(${holds(each)}, false)`).join(' OR ')})`;
  if ('and' in filter)
    return `(${filter.and.map((each) => `coalesce(${holds(each)}, false)`).join(' AND ')})`;
  const { dimension, operator, values } = filter;
  const [first = ''] = values;
  const list = values.map(text).join(', ');
  const sql: Record<string, string> = {
    eq: `${dimension} = ${text(first)}`,
    ne: `${dimension} IS DISTINCT FROM ${text(first)}`,
    in: `${dimension} IN (${list})`,
    notIn: `(${dimension} IS NULL OR ${dimension} NOT IN (${list}))`,
    contains: `contains(${dimension}, ${text(first)})`,
    startsWith: `starts_with(${dimension}, ${text(first)})`,
    exists: `${dimension} IS ${first === 'true' ? 'NOT ' : ''}NULL`,
  };
  return sql[operator] as string;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function plain(cell: unknown): Cell {
  if (typeof cell === 'bigint') return Number(cell);
  return cell === null || cell === undefined ? null : (cell as Cell);
}

function keyOf(time: number | null, groups: readonly (string | null)[]): string {
  return JSON.stringify([time === null ? null : new Date(time).toISOString(), ...groups]);
}

function compare(
  key: string,
  actual: readonly Cell[] | undefined,
  expected: readonly Expected[] | undefined,
): void {
  if (!actual || !expected) {
    throw new Error(`${key}: ${actual ? 'is answered and has no points' : 'has points and is not answered'}`);
  }
  for (const [index, { value, within }] of expected.entries()) {
    const own = actual[index] as number | null;
    const isSame = value === null || own === null ? own === value : Math.abs(own - value) <= within;
    if (!isSame)
      throw new Error(`${key}, column ${index}: ${own}, but ${value} within ${within} was expected`);
  }
}
