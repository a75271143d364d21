import * as fc from 'fast-check';
import { Reservoir } from './reservoir';

/** The generator of Park and Miller, so that a run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('reservoir', () => {
  it('keeps everything that fits, in order, and begins anew when drained', () => {
    const reservoir = new Reservoir<string>(3);
    reservoir.add('a', 1);
    reservoir.add('b', 2);
    expect(reservoir.drain()).toEqual([
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ]);
    expect(reservoir.drain()).toEqual([]);
    reservoir.add('c', 3);
    expect(reservoir.drain()).toEqual([{ key: 'c', value: 3 }]);
  });

  it('keeps different values that were given to it, and as many as it can', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 1 }),
        (size, n, seed) => {
          const reservoir = new Reservoir<number>(size, seeded(seed));
          for (let value = 0; value < n; value++) reservoir.add(value, value);
          const kept = reservoir.drain();
          expect(kept).toHaveLength(Math.min(size, n));
          expect(new Set(kept.map(({ value }) => value)).size).toBe(kept.length);
          for (const { key, value } of kept) expect(key).toBe(value);
        },
      ),
    );
  });

  it('prefers neither early nor late values', () => {
    const random = seeded(7);
    const hits = Array.from({ length: 20 }, () => 0);
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const reservoir = new Reservoir<number>(5, random);
      for (let value = 0; value < hits.length; value++) reservoir.add(value, value);
      for (const { key } of reservoir.drain()) hits[key]!++;
    }
    for (const hit of hits) expect(Math.abs(hit / rounds - 0.25)).toBeLessThan(0.02);
  });
});
