import * as fc from 'fast-check';
import { withJitter } from './cache-class';
import { type CacheKey, keyName } from './cache-key';

const key = fc.record({
  class: fc.constant('aggregation' as const),
  organizationId: fc.string(),
  policy: fc.string(),
  query: fc.string({ maxLength: 400 }),
  representation: fc.string(),
});

describe('keyName', () => {
  it('gives different keys different names and equal keys the same one', () => {
    fc.assert(
      fc.property(key, key, (a, b) => {
        const equal = a.organizationId === b.organizationId && a.policy === b.policy && a.query === b.query;
        const same = equal && a.representation === b.representation;
        expect(keyName(a) === keyName(b)).toBe(same);
      }),
    );
  });

  it('does not depend on the order in which the parts are written', () => {
    const key: CacheKey = { class: 'list', organizationId: 'o', principal: 'p', request: '/r' };
    const turned: CacheKey = { request: '/r', principal: 'p', organizationId: 'o', class: 'list' };
    expect(keyName(key)).toBe(keyName(turned));
  });

  it('stays short', () => {
    const name = keyName({ class: 'list', organizationId: 'o', principal: 'p', request: '/'.repeat(5_000) });
    expect(name.length).toBeLessThanOrEqual(200);
  });
});

describe('withJitter', () => {
  it('stays within ten percent', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (random) => {
        const ttl = withJitter(300_000, () => random);
        expect(ttl).toBeGreaterThanOrEqual(270_000);
        expect(ttl).toBeLessThanOrEqual(330_000);
      }),
    );
  });
});
