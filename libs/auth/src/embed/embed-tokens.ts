import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock } from '@app/platform';
import { BelievedRows } from '../believed/believed-rows';
import { DashboardDirectory, type EmbedGrant } from '../preferences/dashboard-directory';
import type { Principal } from '../principals/principal';
import type { Account } from '../sessions/account';
import { BoundedMap } from '../tokens/bounded-map';
import { Accounts } from '../users/accounts';
import type { EmbedClaims } from './embed-claims';
import { embedPrincipal } from './embed-principal';
import { EmbedSigner } from './embed-signer';

const REMEMBERED_TOKENS = 10_000;

/** A token that is good. The same object, with the same principal, as long as nothing changes. */
interface EmbedState {
  readonly principal: Principal;
  /** Of the creator's account, to see whether it changed. */
  readonly fingerprint: string;
}

/**
 * Who comes with an embed token. Its creator must be able to make it still: that, and what the creator sees, are known as
 * of at most one second ago; all tokens that are due are asked about together.
 */
@Injectable()
export class EmbedTokens {
  /** What tokens say whose signature was good, by the SHA-256 of their text. */
  private readonly claims = new BoundedMap<string, EmbedClaims>(REMEMBERED_TOKENS);
  private readonly rows: BelievedRows<EmbedState>;

  constructor(
    private readonly signer: EmbedSigner,
    private readonly accounts: Accounts,
    private readonly dashboards: DashboardDirectory,
    private readonly clock: Clock,
  ) {
    this.rows = new BelievedRows((keys, previous) => this.read(keys, previous));
  }

  /**
   * The same object as long as its rights are the same.
   * @throws AppError INVALID_TOKEN for one that is not ours, was revoked, or whose creator may not make it any more; TOKEN_EXPIRED
   */
  async principalOf(token: string): Promise<Principal> {
    const key = keyOf(token);
    const claims = this.claimsOf(key, token);
    if (claims.exp * 1_000 <= this.clock.now().getTime())
      throw new AppError('TOKEN_EXPIRED', 'The embed token has expired. Ask for a new one.');
    const state = await this.rows.get(key);
    if (state) return state.principal;
    throw new AppError(
      'INVALID_TOKEN',
      'The embed token was revoked, or who made it may not show this any more.',
    );
  }

  /** When a token ends. Milliseconds since 1970. @throws AppError INVALID_TOKEN */
  expiresAt(token: string): number {
    return this.claimsOf(keyOf(token), token).exp * 1_000;
  }

  private claimsOf(key: string, token: string): EmbedClaims {
    const claims = this.claims.get(key) ?? this.signer.read(token);
    this.claims.set(key, claims);
    return claims;
  }

  private async read(
    keys: string[],
    previous: (key: string) => EmbedState | undefined,
  ): Promise<Map<string, EmbedState>> {
    const tokens = keys.flatMap((key) => {
      const claims = this.claims.get(key);
      return claims ? [{ key, claims }] : [];
    });
    const accounts = await this.accounts.of(tokens.map(({ claims }) => claims.creator));
    const granted = tokens.flatMap(({ key, claims }) => {
      const account = accounts.get(claims.creator);
      const grant = account && grantOf(claims, account);
      return grant ? [{ key, claims, account, grant }] : [];
    });
    const good = await this.dashboards.mayEmbed(granted.map(({ grant }) => grant));
    return new Map(
      granted
        .filter(({ grant }) => good.has(grant))
        .map(({ key, claims, account }) => {
          const known = previous(key);
          const { fingerprint } = account;
          if (known?.fingerprint === fingerprint) return [key, known];
          return [key, { principal: embedPrincipal(claims, account), fingerprint }];
        }),
    );
  }
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64');
}

/** What the token rests on; undefined when its creator could make none at all. */
function grantOf(claims: EmbedClaims, account: Account): EmbedGrant | undefined {
  if (!account.permissions.has('dashboard:write')) return undefined;
  const isHome = account.organizationId === claims.org;
  if (!isHome && !account.roles.includes('super_admin')) return undefined;
  const creator = {
    kind: 'user',
    id: claims.creator,
    organizationId: claims.org,
    roles: account.roles,
  } as const;
  return { dashboardId: claims.sub, epoch: claims.epoch, creator };
}
