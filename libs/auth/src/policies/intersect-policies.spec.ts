import fc from 'fast-check';
import type { DataPolicy } from '../principals/principal';
import { policyHash } from '../principals/policy-hash';
import { intersectPolicies, isWithin } from './intersect-policies';

const DIMENSIONS = ['region', 'team', '__proto__', 'constructor', 'toString'];
const VALUES = ['a', 'b', 'c', 'emea', ''];

const policies: fc.Arbitrary<DataPolicy> = fc
  .array(fc.tuple(fc.constantFrom(...DIMENSIONS), fc.array(fc.constantFrom(...VALUES))))
  .map((entries) => Object.fromEntries(entries));

/** Whether a point with these dimensions is let through, said once more in the plainest way. */
const lets = (policy: DataPolicy, point: ReadonlyMap<string, string>): boolean =>
  Object.entries(policy).every(([dimension, values]) => {
    const value = point.get(dimension);
    return value !== undefined && values.includes(value);
  });

const points = fc
  .array(fc.tuple(fc.constantFrom(...DIMENSIONS), fc.constantFrom(...VALUES)))
  .map((entries) => new Map(entries));

describe('the intersection of data policies', () => {
  it('lets through exactly the points that each of them does', () => {
    fc.assert(
      fc.property(fc.array(policies), points, (several, point) => {
        expect(lets(intersectPolicies(...several), point)).toBe(several.every((one) => lets(one, point)));
      }),
    );
  });

  it('is the same in any order and grouping, and again', () => {
    fc.assert(
      fc.property(policies, policies, policies, (a, b, c) => {
        const all = intersectPolicies(a, b, c);
        expect(intersectPolicies(c, a, b)).toEqual(all);
        expect(intersectPolicies(intersectPolicies(a, b), c)).toEqual(all);
        expect(intersectPolicies(a, intersectPolicies(b, c))).toEqual(all);
        expect(intersectPolicies(all, all)).toEqual(all);
        expect(policyHash(intersectPolicies(b, c, a))).toBe(policyHash(all));
      }),
    );
  });

  it('is within each of them', () => {
    fc.assert(
      fc.property(policies, policies, (a, b) => {
        const both = intersectPolicies(a, b);
        expect([isWithin(both, a), isWithin(both, b)]).toEqual([true, true]);
      }),
    );
  });

  it('restricts nothing where there is none', () => {
    expect(intersectPolicies()).toEqual({});
    expect(intersectPolicies(null, undefined, {})).toEqual({});
  });

  it('shows nothing where two have no value in common', () => {
    expect(intersectPolicies({ region: ['emea'] }, { region: ['apac'] })).toEqual({ region: [] });
  });
});

describe('a policy within another', () => {
  it.each([
    [{ region: ['emea'] }, { region: ['emea', 'apac'] }, true],
    [{ region: [] }, { region: ['emea'] }, true],
    [{ region: ['emea'], team: ['a'] }, { region: ['emea'] }, true],
    [{ region: ['emea', 'amer'] }, { region: ['emea'] }, false],
    [{ team: ['emea'] }, { region: ['emea'] }, false],
    [{}, { toString: ['emea'] }, false],
    [null, { region: ['emea'] }, false],
    [null, {}, true],
  ])('%j within %j: %s', (policy, bound, expected) => {
    expect(isWithin(policy, bound)).toBe(expected);
  });
});
