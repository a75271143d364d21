import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock } from '@app/platform';
import { type Principal } from '../principals/principal';
import { userPrincipal } from '../principals/user-principal';
import { type Account } from '../sessions/account';
import type { AccessClaims } from './access-claims';
import { BoundedMap } from './bounded-map';

const REMEMBERED_TOKENS = 10_000;

/** A token whose signature was good, with the principal that was last made of it. */
export interface VerifiedToken {
  readonly claims: AccessClaims;
  account?: Account;
  principal?: Principal;
}

/**
 * Tokens that this process has verified already, by their SHA-256: a second request with one costs a look-up instead of
 * a signature check. Says nothing about the session behind it.
 */
@Injectable()
export class VerifiedTokens {
  private readonly tokens = new BoundedMap<string, VerifiedToken>(REMEMBERED_TOKENS);

  constructor(private readonly clock: Clock) {}

  /** The token if it was verified before. @throws AppError TOKEN_EXPIRED */
  get(token: string): VerifiedToken | undefined {
    const key = keyOf(token);
    const verified = this.tokens.get(key);
    if (verified && this.isExpired(verified.claims)) {
      this.tokens.delete(key);
      throw expired();
    }
    return verified;
  }

  /** Remembers a token whose signature and claims are good. @throws AppError TOKEN_EXPIRED */
  add(token: string, claims: AccessClaims): VerifiedToken {
    if (this.isExpired(claims)) throw expired();
    const verified: VerifiedToken = { claims };
    this.tokens.set(keyOf(token), verified);
    return verified;
  }

  /** Whether a token that was verified before has not expired since. */
  isCurrent({ claims }: VerifiedToken): boolean {
    return !this.isExpired(claims);
  }

  /** @throws AppError TOKEN_EXPIRED */
  assertCurrent(verified: VerifiedToken): void {
    if (!this.isCurrent(verified)) throw expired();
  }

  private isExpired(claims: AccessClaims): boolean {
    return claims.exp * 1_000 <= this.clock.now().getTime();
  }
}

/** The principal of a token with this account behind it; made anew only when the account changed. */
export function principalOf(verified: VerifiedToken, account: Account): Principal {
  if (verified.principal === undefined || verified.account !== account) {
    verified.account = account;
    verified.principal = userPrincipal(verified.claims, account);
  }
  return verified.principal;
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}

function expired(): AppError {
  return new AppError('TOKEN_EXPIRED', 'The access token has expired. Refresh it.');
}
