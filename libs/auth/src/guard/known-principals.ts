import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '../principals/principal';
import { SessionStates } from '../sessions/session-states';
import { principalOf, type VerifiedToken, VerifiedTokens } from '../tokens/verified-tokens';
import { ORGANIZATION_HEADER } from './acting-organization';
import { bearerToken } from './bearer-token';

/** The header that a connection last came with, and its token. */
interface Seen {
  header: string;
  verified: VerifiedToken;
}

/** Who makes a request, where that is known without asking anything: what the guard would find, or nothing. */
@Injectable()
export class KnownPrincipals {
  private readonly seen = new WeakMap<object, Seen>();

  constructor(
    private readonly tokens: VerifiedTokens,
    private readonly sessions: SessionStates,
  ) {}

  /** The same object as long as its rights are the same. Undefined leaves the decision to the guard. */
  of(request: FastifyRequest): Principal | undefined {
    const { authorization } = request.headers;
    if (authorization === undefined || request.headers[ORGANIZATION_HEADER] !== undefined) return undefined;
    const verified = this.verified(authorization, request.raw.socket);
    if (!verified) return undefined;
    const account = this.sessions.known(verified.claims.sid, verified.claims.sub);
    return account && principalOf(verified, account);
  }

  /** A connection usually repeats its header: comparing that is cheaper than hashing the token. */
  private verified(header: string, connection: object): VerifiedToken | undefined {
    const seen = this.seen.get(connection);
    if (seen?.header === header) return this.tokens.isCurrent(seen.verified) ? seen.verified : undefined;
    try {
      const verified = this.tokens.get(bearerToken(header));
      if (verified) this.seen.set(connection, { header, verified });
      return verified;
    } catch {
      // The guard says what is wrong with it.
      return undefined;
    }
  }
}
