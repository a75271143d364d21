import { hash } from 'node:crypto';
import { policyHash } from './policy-hash';
import type { Principal } from './principal';

const known = new WeakMap<Principal, string>();

/** Whose answer a cached one is: differs whenever who asks, its organization, roles, permissions or data policy do. */
export function principalKey(principal: Principal): string {
  let key = known.get(principal);
  if (key === undefined) {
    const { kind, id, organizationId, permissions, roles, dataPolicy } = principal;
    const rights = [[...permissions].toSorted(), roles?.toSorted(), policyHash(dataPolicy)];
    key = `${kind}:${id}:${organizationId}:${hash('sha256', JSON.stringify(rights), 'base64url')}`;
    known.set(principal, key);
  }
  return key;
}
