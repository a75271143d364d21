import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Claim, type RequestHeaders, SCHEME_OF, type SchemeName } from './schemes';

/** How far the clocks of sender and receiver may differ. Seconds. */
export const TOLERANCE_SECONDS = 300;
/** As many secrets are tried for every request: who has fewer has others that nobody knows. */
const SECRETS = 2;

/** A request to be believed or not. */
export interface SignedRequest {
  headers: RequestHeaders;
  body: Buffer;
}

/**
 * Whether one of the secrets signed the request, and lately where the scheme signs a time. The work is the same for every
 * scheme and outcome: nobody learns from the time it takes which secret or source there is, nor how much of a signature is right.
 */
export function isSigned(
  scheme: SchemeName,
  secrets: readonly string[],
  { headers, body }: SignedRequest,
  now: Date,
): boolean {
  const claim = SCHEME_OF[scheme].claim(headers);
  const salt = randomBytes(32);
  let good = false;
  for (let index = 0; index < SECRETS; index++) {
    const secret = secrets[index];
    const expected = expectedOf(claim, secret ?? salt.toString('base64'), body);
    for (const signature of claim.signatures) {
      const equal = isEqual(salt, signature, expected);
      good = (equal && secret !== undefined) || good;
    }
  }
  return good && isFresh(claim, now);
}

function expectedOf(claim: Claim, secret: string, body: Buffer): string {
  const key = claim.key(secret);
  const mac = createHmac('sha256', key).update(claim.prefix, 'utf8').update(body).digest(claim.encoding);
  return claim.isToken ? secret : mac;
}

/** Hashed first, so that texts of any lengths are compared in the same time. */
function isEqual(salt: Buffer, given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHmac('sha256', salt).update(text, 'utf8').digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}

function isFresh({ timestamp }: Claim, now: Date): boolean {
  return timestamp === undefined || Math.abs(now.getTime() / 1_000 - timestamp) <= TOLERANCE_SECONDS;
}
