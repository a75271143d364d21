import { hash } from 'node:crypto';
import { scopeHash } from './policy-hash';
import type { Principal } from './principal';

const known = new WeakMap<Principal, string>();

/** Whose answer a cached one is: differs whenever who asks, its organization, its rights or what it sees of points do. */
export function principalKey(principal: Principal): string {
  let key = known.get(principal);
  if (key === undefined) {
    const { kind, id, organizationId, permissions, roles, dashboardId } = principal;
    const rights = [[...permissions].toSorted(), roles?.toSorted(), scopeHash(principal), dashboardId];
    key = `${kind}:${id}:${organizationId}:${hash('sha256', JSON.stringify(rights), 'base64url')}`;
    known.set(principal, key);
  }
  return key;
}
