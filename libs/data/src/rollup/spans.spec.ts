import { array, assert, integer, property } from 'fast-check';
import { spansOf } from './spans';

describe('the stretches that buckets lie in', () => {
  it('are joined where the gap is small', () => {
    expect(spansOf([0, 10, 25, 50], 10, 6)).toEqual([
      { from: 0, to: 35 },
      { from: 50, to: 60 },
    ]);
    expect(spansOf([], 10, 6)).toEqual([]);
  });

  it('cover every bucket, do not overlap and lie at least the gap apart', () => {
    assert(
      property(array(integer({ min: 0, max: 1_000 })), integer({ min: 1, max: 50 }), (numbers, gap) => {
        const starts = [...new Set(numbers)].toSorted((a, b) => a - b).map((start) => start * 10);
        const spans = spansOf(starts, 10, gap);
        for (const start of starts) {
          expect(spans.filter(({ from, to }) => from <= start && start + 10 <= to)).toHaveLength(1);
        }
        for (const [index, { from }] of spans.entries()) {
          const before = spans[index - 1];
          if (before) expect(from - before.to).toBeGreaterThanOrEqual(gap);
        }
      }),
    );
  });
});
