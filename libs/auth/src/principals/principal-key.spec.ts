import { policyHash, scopeHash } from './policy-hash';
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
    ['locked filters', { lockedFilters: [{ dimension: 'region', operator: 'eq', values: ['emea'] }] }],
    ['dashboard', { dashboardId: 'd' }],
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

describe('scopeHash', () => {
  const filter = { dimension: 'region', operator: 'eq', values: ['emea'] };

  it('is that of the policy where no filter is locked', () => {
    expect(scopeHash(base)).toBe(policyHash({}));
    expect(scopeHash({ ...base, lockedFilters: [] })).toBe(policyHash({}));
  });

  it('differs by what the locked filters say', () => {
    const scopes = [
      base,
      { ...base, lockedFilters: [filter] },
      { ...base, lockedFilters: [{ ...filter, operator: 'ne' }] },
      { ...base, lockedFilters: [filter], dataPolicy: { region: ['emea'] } },
    ].map(scopeHash);
    expect(new Set(scopes).size).toBe(scopes.length);
  });
});
