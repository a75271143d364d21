import type { SqlDialect } from '../dialect/sql-dialect';
import type { StatementValues } from './statement-values';
import type { WallRange } from './wall-clock';

/** Buckets of one length that follow each other. */
interface Run {
  start: number;
  length: number;
  /** Index of the first. */
  first: number;
  count: number;
}

/**
 * The index of the bucket that a time lies in, by arithmetic. Calendars cut time into few runs of equal buckets (a time zone makes two or
 * three a year, months some sixty in five years), so a search among runs is short however many buckets there are.
 * @param time whole ms on the same clock as the range
 */
export function bucketSql(
  range: WallRange,
  time: string,
  { dialect, values }: { dialect: Pick<SqlDialect, 'quotient'>; values: Pick<StatementValues, 'bind'> },
): string {
  const integer = (value: number): string => values.bind(value, 'integer');
  const one = ({ start, length, first, count }: Run): string => {
    if (count === 1) return integer(first);
    const within = dialect.quotient(`${time} - ${integer(start)}`, integer(length));
    return first === 0 ? within : `${integer(first)} + ${within}`;
  };
  const search = (runs: readonly Run[]): string => {
    const middle = Math.floor(runs.length / 2);
    const [left, right] = [runs.slice(0, middle), runs.slice(middle)];
    const [next] = right;
    if (!next) return '0';
    if (left.length === 0) return one(next);
    return `CASE WHEN ${time} < ${integer(next.start)} THEN ${search(left)} ELSE ${search(right)} END`;
  };
  return search(runsOf(range));
}

function runsOf({ to, buckets = [] }: WallRange): Run[] {
  const runs: Run[] = [];
  for (const [first, start] of buckets.entries()) {
    const end = buckets[first + 1] ?? to;
    const isLast = first === buckets.length - 1;
    const length = end - start;
    // One that the clock never shows has no times.
    if (length <= 0 && !isLast) continue;
    const run = runs.at(-1);
    const follows = run && run.first + run.count === first;
    // The last may be shorter than the others: it ends where the range does.
    if (follows && (run.length === length || (isLast && length < run.length))) run.count += 1;
    else runs.push({ start, length, first, count: 1 });
  }
  return runs;
}
