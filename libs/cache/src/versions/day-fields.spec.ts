import * as fc from 'fast-check';
import { changedFields, comparedFields, EVERY_DAY, utcDay } from './day-fields';

const span = (longest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: longest }))
    .map(([from, length]) => ({ from, to: from + length }));
const meet = (a: number[], b: number[]) => a.some((field) => b.includes(field));

describe('fields of days', () => {
  it('meet exactly when the spans share a day', () => {
    fc.assert(
      fc.property(span(2_000), span(399), (read, changed) => {
        const shares = changed.from <= read.to && read.from <= changed.to;
        expect(meet(comparedFields(read.from, read.to), changedFields(changed.from, changed.to))).toBe(
          shares,
        );
      }),
    );
  });

  it('meet also near each other, where the edges of months and years lie', () => {
    const near = fc.integer({ min: utcDay(Date.UTC(2023, 10, 1)), max: utcDay(Date.UTC(2025, 2, 1)) });
    fc.assert(
      fc.property(near, near, near, (a, b, day) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const shares = from <= day && day <= to;
        expect(meet(comparedFields(from, to), changedFields(day, day))).toBe(shares);
      }),
      { numRuns: 1_000 },
    );
  });

  it('take few comparisons for a wide question', () => {
    const from = utcDay(Date.UTC(2021, 5, 17));
    expect(comparedFields(from, from + 1_825).length).toBeLessThan(90);
  });

  it('give a change of many days to every reader', () => {
    expect(changedFields(0, 5_000)).toEqual([EVERY_DAY]);
    expect(comparedFields(9_000, 9_000)).toContain(EVERY_DAY);
  });
});
