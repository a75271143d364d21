import * as fc from 'fast-check';
import { BoundedMap } from './bounded-map';

describe('BoundedMap', () => {
  it('answers what was set last or nothing, and never holds more than its capacity', () => {
    const operation = fc.record({
      kind: fc.constantFrom('set', 'get', 'delete'),
      key: fc.integer({ min: 0, max: 20 }),
      value: fc.nat(),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.array(operation, { maxLength: 200 }),
        (capacity, operations) => {
          const map = new BoundedMap<number, number>(capacity);
          const model = new Map<number, number>();
          for (const { kind, key, value } of operations) {
            if (kind === 'set') {
              map.set(key, value);
              model.set(key, value);
            } else if (kind === 'delete') {
              map.delete(key);
              model.delete(key);
            } else {
              const found = map.get(key);
              expect([undefined, model.get(key)]).toContain(found);
            }
            expect(map.size).toBeLessThanOrEqual(capacity);
            expect([...map.values()]).toHaveLength(map.size);
          }
        },
      ),
    );
  });

  it('keeps what is used and forgets what is not', () => {
    const map = new BoundedMap<number, string>(100);
    map.set(0, 'hot');
    map.set(1, 'cold');
    for (let key = 2; key < 500; key++) {
      map.set(key, 'passing');
      expect(map.get(0)).toBe('hot');
    }
    expect(map.get(1)).toBeUndefined();
  });
});
