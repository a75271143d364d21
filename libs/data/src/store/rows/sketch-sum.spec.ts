import * as fc from 'fast-check';
import { mergeSketches, sketchKey, sketchQuantile } from '../../sketch/sketch';
import { SketchSum } from './sketch-sum';

const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 20 });

function sketchOf(list: readonly number[]) {
  return mergeSketches(list.map((value) => ({ keys: [sketchKey(value)], counts: [1] })));
}

function addTo(sum: SketchSum, list: readonly number[]): void {
  const { keys, counts } = sketchOf(list);
  const arrays = { keys: `{${keys.join(',')}}`, counts: `{${counts.join(',')}}` };
  const bytes = Buffer.alloc(keys.length * 8);
  keys.forEach((key, index) => {
    bytes.writeInt32BE(key, index * 8);
    bytes.writeInt32BE(counts[index] as number, index * 8 + 4);
  });
  // Rows with and without bytes are read together.
  sum.add(Math.min(...list), Math.max(...list), list.length % 2 === 0 ? arrays : bytes);
}

describe('SketchSum', () => {
  it('answers as the sketch of all values does, but not beyond the least and the greatest', () => {
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 1, maxLength: 5 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (lists, part) => {
          const sum = new SketchSum();
          for (const list of lists) addTo(sum, list);
          const all = lists.flat();
          const plain = sketchQuantile(sketchOf(all), part) as number;
          expect(sum.quantile(part)).toBe(Math.min(Math.max(...all), Math.max(Math.min(...all), plain)));
        },
      ),
    );
  });

  it('can be asked between additions', () => {
    const sum = new SketchSum();
    expect(sum.quantile(0.5)).toBeNull();
    addTo(sum, [1]);
    expect(sum.quantile(0.5)).toBe(1);
    addTo(sum, [3]);
    addTo(sum, [3]);
    expect(Math.abs((sum.quantile(0.99) ?? 0) - 3)).toBeLessThan(0.03);
  });
});
