import * as fc from 'fast-check';
import { bucketSql } from './bucket-sql';

/** Arithmetic as JavaScript has it, so that what is compiled can be computed. */
const context = {
  dialect: {
    quotient: (dividend: string, divisor: string) => `Math.floor((${dividend}) / ${divisor})`,
  },
  values: { bind: (value: unknown) => `(${String(value)})` },
};

function compute(sql: string, time: number): number {
  const script = sql
    .replaceAll(/CASE WHEN /g, '(')
    .replaceAll(/ THEN /g, ' ? ')
    .replaceAll(/ ELSE /g, ' : ')
    .replaceAll(/ END/g, ')');
  // oxlint-disable-next-line no-implied-eval
  return Number(new Function('time', `return ${script}`)(time));
}

describe('bucketSql', () => {
  it('finds the last bucket that begins at a time or before, whatever their lengths', () => {
    const steps = fc.oneof(fc.constantFrom(0, 60, 60, 60, 90), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), fc.nat(50), fc.nat(300), (lengths, early, rest) => {
        const buckets = [1_000 - early];
        for (const length of lengths) buckets.push((buckets.at(-1) as number) + length);
        const range = { from: 1_000, to: Math.max(1_001, (buckets.at(-1) as number) + rest), buckets };
        const sql = bucketSql(range, 'time', context);
        const times = [...buckets, ...buckets.map((start) => start - 1), range.from, range.to - 1];
        for (const time of times.filter((each) => each >= range.from && each < range.to))
          expect([time, compute(sql, time)]).toEqual([time, buckets.findLastIndex((start) => start <= time)]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stays short for many buckets of few lengths', () => {
    const minutes = Array.from({ length: 50_000 }, (_, index) => index * 60_000);
    expect(bucketSql({ from: 0, to: 50_000 * 60_000, buckets: minutes }, 'time', context)).toBe(
      'Math.floor((time - (0)) / (60000))',
    );
    expect(bucketSql({ from: 0, to: 1 }, 'time', context)).toBe('0');
  });
});
