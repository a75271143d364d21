import { AppError, isId } from '@app/platform';

/** What an access token says. `permissions` are strings such as "dashboard:read"; `exp` and `iat` are Unix seconds. */
export interface AccessClaims {
  sub: string;
  email: string;
  roles: string[];
  permissions: string[];
  org: string;
  sid: string;
  jti: string;
  iss: string;
  aud: string;
  typ: typeof ACCESS_TOKEN_TYPE;
  iat: number;
  exp: number;
}

export const ISSUER = 'vitrine';
export const AUDIENCE = 'vitrine-api';
/** Keeps every other kind of signed token, now or later, from passing as an access token. */
export const ACCESS_TOKEN_TYPE = 'access';

/** Checks the shape of a payload whose signature, issuer and audience are good already. @throws AppError INVALID_TOKEN */
export function assertAccessClaims(payload: unknown): AccessClaims {
  const claims = payload as Partial<Record<keyof AccessClaims, unknown>>;
  const good =
    claims.typ === ACCESS_TOKEN_TYPE &&
    [claims.sub, claims.org, claims.sid].every((id) => typeof id === 'string' && isId(id)) &&
    typeof claims.email === 'string' &&
    Number.isSafeInteger(claims.exp) &&
    isStrings(claims.roles) &&
    isStrings(claims.permissions);
  if (!good) throw new AppError('INVALID_TOKEN', 'The token is not an access token.');
  return payload as AccessClaims;
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
