import { intersectPolicies } from '../policies/intersect-policies';
import type { Permission } from '../principals/permission';
import type { Principal } from '../principals/principal';
import type { Account } from '../sessions/account';
import type { EmbedClaims } from './embed-claims';

/** All that an embed token can ever be used for. */
const EMBED_PERMISSIONS: readonly Permission[] = ['dashboard:read', 'widget:read', 'data:read'];

/** The principal of an embed token: what its creator may see as of now, on one dashboard, as the token narrows it. */
export function embedPrincipal(claims: EmbedClaims, creator: Account): Principal {
  return Object.freeze({
    kind: 'embed',
    id: claims.jti,
    organizationId: claims.org,
    permissions: new Set(EMBED_PERMISSIONS.filter((permission) => creator.permissions.has(permission))),
    dataPolicy: intersectPolicies(creator.dataPolicy, claims.policy),
    dashboardId: claims.sub,
    lockedFilters: claims.filters,
  } satisfies Principal);
}
