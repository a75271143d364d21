import { policyHash } from './policy-hash';
import { type Principal, systemPrincipal } from './principal';
import { principalKey } from './principal-key';

const base = systemPrincipal('a', 'org', ['data:read', 'dashboard:read']);

describe('principalKey', () => {
  it('is equal for equal principals, in whatever order their rights are', () => {
    expect(principalKey(systemPrincipal('a', 'org', ['dashboard:read', 'data:read']))).toBe(
      principalKey(base),
    );
  });

  it.each<[string, Partial<Principal>]>([
    ['id', { id: 'b' }],
    ['kind', { kind: 'apiKey' }],
    ['organization', { organizationId: 'other' }],
    ['permissions', { permissions: new Set(['data:read'] as const) }],
    ['roles', { roles: ['admin'] }],
    ['data policy', { dataPolicy: { region: ['emea'] } }],
  ])('differs by %s', (_what, change) => {
    expect(principalKey({ ...base, ...change })).not.toBe(principalKey(base));
  });
});

describe('policyHash', () => {
  it('is that of what the policy lets through, not of how it is written', () => {
    expect(policyHash({ b: ['2', '1'], a: [] })).toBe(policyHash({ a: [], b: ['1', '2', '2'] }));
    expect(policyHash({ a: [] })).not.toBe(policyHash({}));
    expect(policyHash({ a: ['1'], b: ['2'] })).not.toBe(policyHash({ a: ['1', 'b', '2'] }));
  });
});
