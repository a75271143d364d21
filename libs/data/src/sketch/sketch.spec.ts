import fc from 'fast-check';
import { mergeSketches, type Sketch, SKETCH_ERROR, sketchKey, sketchQuantile, sketchValue } from './sketch';

const value = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  fc.double({ noNaN: true, min: -1_000, max: 1_000 }),
  fc.constant(0),
);

function sketchOf(values: readonly number[]): Sketch {
  return mergeSketches(values.map((each) => ({ keys: [sketchKey(each)], counts: [1] })));
}

function exactQuantile(values: readonly number[], fraction: number): { value: number; bound: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = fraction * (sorted.length - 1);
  const part = rank - Math.floor(rank);
  const low = sorted[Math.floor(rank)] ?? 0;
  const high = sorted[Math.ceil(rank)] ?? 0;
  return {
    value: low * (1 - part) + high * part,
    bound: SKETCH_ERROR * ((1 - part) * Math.abs(low) + part * Math.abs(high)),
  };
}

describe('sketch', () => {
  it('estimates every value within its relative error, and keeps their order', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const estimate = sketchValue(sketchKey(a));
        // Below the smallest normal double no relative error can be kept.
        fc.pre(a === 0 || Math.abs(a) > 1e-300);
        expect(Math.abs(estimate - a)).toBeLessThanOrEqual(SKETCH_ERROR * Math.abs(a) * (1 + 1e-9));
        if (a < b) expect(sketchKey(a)).toBeLessThanOrEqual(sketchKey(b));
      }),
    );
  });

  it('answers continuous quantiles within the error of the two values between which they lie', () => {
    const values = fc.array(
      value.filter((each) => each === 0 || Math.abs(each) > 1e-300),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(values, fc.double({ noNaN: true, min: 0.001, max: 0.999 }), (list, fraction) => {
        const exact = exactQuantile(list, fraction);
        const estimate = sketchQuantile(sketchOf(list), fraction) ?? NaN;
        expect(Math.abs(estimate - exact.value)).toBeLessThanOrEqual(
          exact.bound * (1 + 1e-6) + Math.abs(exact.value) * 1e-9,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('merges to the sketch of all values', () => {
    fc.assert(
      fc.property(fc.array(value), fc.array(value), (a, b) => {
        expect(mergeSketches([sketchOf(a), sketchOf(b)])).toEqual(sketchOf([...a, ...b]));
      }),
    );
  });

  it('has no quantile without values', () => {
    expect(sketchQuantile({ keys: [], counts: [] }, 0.5)).toBeUndefined();
  });
});
