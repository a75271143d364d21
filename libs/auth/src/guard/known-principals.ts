import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ApiKeyStates } from '../api-keys/api-key-states';
import { keyHash } from '../api-keys/key-text';
import type { Principal } from '../principals/principal';
import { SessionStates } from '../sessions/session-states';
import { principalOf, type VerifiedToken, VerifiedTokens } from '../tokens/verified-tokens';
import { ORGANIZATION_HEADER } from './acting-organization';
import { API_KEY_HEADER } from './api-key-header';
import { bearerToken } from './bearer-token';

/** The header that a connection last came with, and its token. */
interface Seen {
  header: string;
  verified: VerifiedToken;
}

/** The API key that a connection last came with, and its SHA-256. */
interface SeenKey {
  text: string;
  hash: string;
}

/** What carries a credential: Fastify's request, or Node's with itself as `raw`. */
export interface Carrier {
  readonly headers: IncomingHttpHeaders;
  readonly raw: { readonly socket: object };
}

/** Who makes a request, where that is known without asking anything, or without the guard: what it would find, or nothing. */
@Injectable()
export class KnownPrincipals {
  private readonly seen = new WeakMap<object, Seen>();
  private readonly seenKeys = new WeakMap<object, SeenKey>();

  constructor(
    private readonly tokens: VerifiedTokens,
    private readonly sessions: SessionStates,
    private readonly keys: ApiKeyStates,
  ) {}

  /** The same object as long as its rights are the same. Undefined leaves the decision to the guard. */
  of(request: Carrier): Principal | undefined {
    return request.headers[ORGANIZATION_HEADER] === undefined ? this.caller(request) : undefined;
  }

  /** Whose credential the request carries, in whichever organization it wants to act. */
  caller(request: Carrier): Principal | undefined {
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    if (typeof key === 'string')
      return authorization === undefined ? this.keys.known(this.hash(key, request.raw.socket)) : undefined;
    if (authorization === undefined) return undefined;
    const verified = this.verified(authorization, request.raw.socket);
    if (!verified) return undefined;
    const account = this.sessions.known(verified.claims.sid);
    return account && principalOf(verified, account);
  }

  /**
   * Whose credential it is where the database has to be asked; undefined = only the guard can tell. A token that was
   * verified before needs no guard, so that whoever sends it again is counted before anything else.
   */
  ask(request: Carrier): Promise<Principal> | undefined {
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    if (key !== undefined) return authorization === undefined ? this.askKey(String(key)) : undefined;
    const verified = authorization && this.verified(authorization, request.raw.socket);
    return verified ? this.askSession(verified) : undefined;
  }

  /** Whether the credential was good when it was last looked at, though more may have to be asked about it now. */
  recognizes(request: Carrier): boolean {
    const { authorization, [API_KEY_HEADER]: key } = request.headers;
    if (typeof key === 'string')
      return authorization === undefined && this.keys.wasGood(this.hash(key, request.raw.socket));
    if (authorization === undefined) return false;
    const verified = this.verified(authorization, request.raw.socket);
    return verified !== undefined && this.sessions.wasGood(verified.claims.sid);
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

  private async askKey(text: string): Promise<Principal> {
    return this.keys.principal(text);
  }

  private async askSession(verified: VerifiedToken): Promise<Principal> {
    return principalOf(verified, await this.sessions.account(verified.claims.sid));
  }

  private hash(text: string, connection: object): string {
    const seen = this.seenKeys.get(connection);
    if (seen?.text === text) return seen.hash;
    const hash = keyHash(text);
    this.seenKeys.set(connection, { text, hash });
    return hash;
  }
}
