import type { StoreAnswer } from '@app/data';
import type { Expected, OracleAnswer } from './metric-store.oracle';

type Part = Pick<StoreAnswer, 'rows' | 'totals' | 'previous'>;

/** Holds an answer of a store against the oracle's. */
export function expectSame(actual: Part, expected: OracleAnswer): void {
  expectSameRange(actual, expected);
  expect(actual.previous === undefined).toBe(expected.previous === undefined);
  if (actual.previous && expected.previous) expectSameRange(actual.previous, expected.previous);
}

function expectSameRange(actual: Omit<Part, 'previous'>, expected: Omit<OracleAnswer, 'previous'>): void {
  const [left, right] = [byKey(actual.rows), byKey(expected.rows)];
  expect([...left.keys()].toSorted()).toEqual([...right.keys()].toSorted());
  for (const [key, values] of right) expectValues(left.get(key) ?? [], values, key);
  expect(actual.totals === undefined).toBe(expected.totals === undefined);
  expectValues(actual.totals ?? [], expected.totals ?? [], 'totals');
}

function expectValues(actual: (number | null)[], expected: Expected[], key: string): void {
  expect(actual).toHaveLength(expected.length);
  for (const [index, { value, within }] of expected.entries()) {
    const own = actual[index] as number | null;
    const isSame = value === null || own === null ? own === value : Math.abs(own - value) <= within;
    // One comparison for all: an expectation for each value would take longer than the database.
    if (!isSame)
      throw new Error(`${key}, measure ${index}: ${own}, but ${value} within ${within} was expected`);
  }
}

function byKey<V>(
  rows: { bucket: number; groups: (string | null)[]; other?: true; values: V[] }[],
): Map<string, V[]> {
  const map = new Map(
    rows.map(({ bucket, groups, other = false, values }) => [
      JSON.stringify([bucket, groups, other]),
      values,
    ]),
  );
  expect(map.size).toBe(rows.length);
  return map;
}
