import type { Account } from '../sessions/account';
import type { AccessClaims } from '../tokens/access-claims';
import type { Principal } from './principal';

/**
 * The principal of a token: what its user may do as of now, and never more than the token said. A role that was taken
 * away is gone at once; one that was given arrives with the next token.
 */
export function userPrincipal(claims: AccessClaims, account: Account): Principal {
  const permissions = [...account.permissions].filter((permission) =>
    claims.permissions.includes(permission),
  );
  return Object.freeze({
    kind: 'user',
    id: claims.sub,
    organizationId: account.organizationId,
    permissions: new Set(permissions),
    dataPolicy: account.dataPolicy,
    email: account.email,
    roles: account.roles.filter((role) => claims.roles.includes(role)),
    sessionId: claims.sid,
  } satisfies Principal);
}
