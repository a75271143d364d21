import type { Dialect } from '@app/sources';

/** Of what type a statement takes a value. Times are texts `YYYY-MM-DD hh:mm:ss.mmm` of a clock without zone. */
export type ValueType = 'text' | 'number' | 'integer' | 'time';

/** An aggregate of facts: rows with a time `t`, a finite value `v`, and columns `d0`… of dimensions that are counted. */
export type Aggregate =
  | { kind: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'last' }
  | { kind: 'distinct'; column: string }
  /** @property fraction a constant */
  | { kind: 'percentile'; fraction: string };

/**
 * How one engine writes what engines write differently. All take and give SQL: expressions, and places of values.
 *
 * A **label** is a column as text that is compared by code points, whatever collation the column has; null where the column is. A **group** is
 * a label that is never null: `0` and the label, or `1` for null. So groups are joined and sorted without regard to null, which comes last.
 */
export interface SqlDialect {
  readonly name: Dialect;
  identifier(name: string): string;
  /** The place of the nth value, from 1. */
  place(n: number, type: ValueType): string;
  /** Places have no numbers: values come in the order of their places. */
  readonly countsPlaces: boolean;
  label(column: string): string;
  readonly noLabel: string;
  isOneOf(label: string, texts: readonly string[]): string;
  /** True wherever {@link isOneOf} is, of the column itself so that an index serves; undefined where that could fail. */
  mayBeOneOf?(column: string, texts: readonly string[]): string;
  contains(label: string, text: string): string;
  startsWith(label: string, text: string): string;
  group(label: string): string;
  /** Whether a text of the engine can be this one; absent where any can. An engine refuses a value that is none of its texts. */
  canHold?(text: string): boolean;
  /** The label of a group that is not null's, from what a statement answered. */
  readGroup(group: string): string;
  /** A number as a double. */
  double(expression: string): string;
  readonly noDouble: string;
  /** An error for a column that holds no numbers. Absent where a UNION with a number tells. */
  onlyNumber?(column: string): string;
  /** Whether a double is a finite number; not true of null. */
  isFinite(value: string): string;
  /** Whole milliseconds since 1970 that a time shows, in UTC where it has no zone of its own. */
  milliseconds(time: string): string;
  /** The quotient of whole numbers that are not negative, rounded down. */
  quotient(dividend: string, divisor: string): string;
  aggregate(aggregate: Aggregate): string;
  /** Columns that {@link aggregate} needs beside the facts, when these are grouped by `keys`. */
  windows?(aggregates: readonly Aggregate[], keys: readonly string[]): string[];
}
