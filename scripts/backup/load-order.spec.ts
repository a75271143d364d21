import * as fc from 'fast-check';
import { loadOrder } from './load-order';

const order = (tables: string[], references: [string, string][]) => {
  const map = new Map<string, string[]>();
  for (const [from, to] of references) map.set(from, [...(map.get(from) ?? []), to]);
  return loadOrder(tables, (table) => table, map);
};

describe('loadOrder', () => {
  it('puts every table behind those that it refers to', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 20 }),
        (tables, pairs) => {
          // Later tables refer to earlier ones only, so there is no circle; then the order is shuffled.
          const references = pairs.flatMap(([a, b]): [string, string][] => {
            const from = tables[Math.max(a, b)];
            const to = tables[Math.min(a, b)];
            return a === b || from === undefined || to === undefined ? [] : [[from, to]];
          });
          const result = order(tables.toReversed(), references);
          expect(result.toSorted()).toEqual(tables.toSorted());
          for (const [from, to] of references)
            expect(result.indexOf(from)).toBeGreaterThan(result.indexOf(to));
        },
      ),
    );
  });

  it('loses no table to a circle', () => {
    const circle: [string, string][] = [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
    ];
    expect(order(['a', 'b', 'c'], circle).toSorted()).toEqual(['a', 'b', 'c']);
  });
});
