import { ORGANIZATION_HEADER } from '../guard/acting-organization';
import { API_KEY_HEADER } from '../guard/api-key-header';
import { bearerToken } from '../guard/bearer-token';
import type { Credential } from '../guard/credentials';
import type { Standing } from '../guard/standing';
import type { AuthenticatedRequest } from '../principals/current-principal';

/** What a request that the guard let pass came with: a credential in its headers, or what its ticket stood for. */
export function shownBy(request: AuthenticatedRequest): Credential | Standing {
  return request.standing ?? credentialOf(request);
}

/** The credential in the headers of a request. @throws AppError UNAUTHENTICATED, INVALID_TOKEN */
export function credentialOf({ headers }: AuthenticatedRequest): Credential {
  const { authorization, [API_KEY_HEADER]: key, [ORGANIZATION_HEADER]: organization } = headers;
  const organizationId = typeof organization === 'string' ? { organizationId: organization } : {};
  if (typeof key === 'string') return { apiKey: key, ...organizationId };
  return { token: bearerToken(authorization), ...organizationId };
}
