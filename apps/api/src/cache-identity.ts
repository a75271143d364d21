import { type AuthenticatedRequest, principalKey } from '@app/auth';
import type { CacheIdentity, IdentifyForCache } from '@app/cache';

/** Whose request it is, for the caching of responses: nobody's on public routes. */
export const cacheIdentity: IdentifyForCache = (request): CacheIdentity | undefined => {
  const { user } = request as AuthenticatedRequest;
  return user && { organizationId: user.organizationId, principal: principalKey(user) };
};
