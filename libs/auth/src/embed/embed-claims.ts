import { AppError, isId } from '@app/platform';
import type { LockedFilter } from '../principals/locked-filter';
import type { DataPolicy } from '../principals/principal';

/** What an embed token says. `exp` and `iat` are Unix seconds. Whoever holds the token can read it. */
export interface EmbedClaims {
  /** The dashboard that it shows. */
  sub: string;
  org: string;
  jti: string;
  /** The user who made it: the token never shows more than that user may see now. */
  creator: string;
  /** The dashboard's epoch when it was made. Revoking the tokens of a dashboard begins another. */
  epoch: number;
  filters: LockedFilter[];
  policy: DataPolicy;
  iss: string;
  aud: string;
  typ: typeof EMBED_TOKEN_TYPE;
  iat: number;
  exp: number;
}

export const EMBED_AUDIENCE = 'vitrine-embed';
/** Keeps embed tokens from passing as access tokens, and those as embed tokens. */
export const EMBED_TOKEN_TYPE = 'embed';

/** Checks the shape of a payload whose signature, issuer and audience are good already. @throws AppError INVALID_TOKEN */
export function assertEmbedClaims(payload: unknown): EmbedClaims {
  const claims = payload as Partial<Record<keyof EmbedClaims, unknown>>;
  const good =
    claims.typ === EMBED_TOKEN_TYPE &&
    [claims.sub, claims.org, claims.jti, claims.creator].every((id) => typeof id === 'string' && isId(id)) &&
    Number.isSafeInteger(claims.epoch) &&
    Number.isSafeInteger(claims.exp) &&
    Array.isArray(claims.filters) &&
    typeof claims.policy === 'object' &&
    claims.policy !== null;
  if (!good) throw new AppError('INVALID_TOKEN', 'The token is not an embed token.');
  return payload as EmbedClaims;
}

/** Whether a token says that it is an embed token. That says nothing of its signature. */
export function looksLikeEmbedToken(token: string): boolean {
  try {
    const payload: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return (payload as { typ?: unknown } | null)?.typ === EMBED_TOKEN_TYPE;
  } catch {
    return false;
  }
}
