import { BoundedMap } from './bounded-map';

describe('BoundedMap', () => {
  it('never holds more than its capacity', () => {
    const map = new BoundedMap<number, number>(10);
    for (let key = 0; key < 1_000; key += 1) {
      map.set(key, key);
      expect(map.size).toBeLessThanOrEqual(10);
    }
    expect(map.get(999)).toBe(999);
    expect(map.get(0)).toBeUndefined();
  });

  it('keeps what is used', () => {
    const map = new BoundedMap<string, number>(10);
    map.set('used', 1);
    for (let key = 0; key < 100; key += 1) {
      map.set(`${key}`, key);
      expect(map.get('used')).toBe(1);
    }
  });

  it('gives the newest value and forgets all when told to', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('a', 2);
    expect(map.get('a')).toBe(2);
    map.clear();
    expect([map.get('a'), map.size]).toEqual([undefined, 0]);
  });
});
