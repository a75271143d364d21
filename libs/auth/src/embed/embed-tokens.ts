import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError, Clock } from '@app/platform';
import { DashboardDirectory, type EmbedGrant } from '../preferences/dashboard-directory';
import type { Principal } from '../principals/principal';
import type { Account } from '../sessions/account';
import { TurnBatch } from '../sessions/turn-batch';
import { BoundedMap } from '../tokens/bounded-map';
import { Accounts } from '../users/accounts';
import type { EmbedClaims } from './embed-claims';
import { embedPrincipal } from './embed-principal';
import { EmbedSigner } from './embed-signer';

/** Longest that an answer of the database is believed without asking again. Milliseconds. */
const BELIEVED_MS = 1_000;
/** A token in use is asked about again this long before anybody would have to wait for it. */
const AHEAD_MS = 500;
const REMEMBERED_TOKENS = 10_000;

/** What this process knows of one token whose signature was good. */
class EmbedState {
  /** Undefined while unknown or when the token is good no more. */
  principal: Principal | undefined;
  account: string | undefined;
  /** Monotonic time before the statement that said so. */
  askedAt = -Infinity;
  asking: Promise<void> | undefined;

  constructor(readonly claims: EmbedClaims) {}
}

/**
 * Who comes with an embed token. Its creator must be able to make it still: that, and what the creator sees, are known
 * as of at most one second ago; all tokens that are due are asked about together.
 */
@Injectable()
export class EmbedTokens {
  private readonly states = new BoundedMap<string, EmbedState>(REMEMBERED_TOKENS);
  private readonly batch = new TurnBatch<EmbedState>((states) => this.load(states));

  constructor(
    private readonly signer: EmbedSigner,
    private readonly accounts: Accounts,
    private readonly dashboards: DashboardDirectory,
    private readonly clock: Clock,
  ) {}

  /**
   * The same object as long as its rights are the same.
   * @throws AppError INVALID_TOKEN for one that is not ours, was revoked, or whose creator may not make it any more; TOKEN_EXPIRED
   */
  async principalOf(token: string): Promise<Principal> {
    const key = hash('sha256', token, 'base64');
    let state = this.states.get(key);
    if (!state) {
      state = new EmbedState(this.signer.read(token));
      this.states.set(key, state);
    }
    if (state.claims.exp * 1_000 <= this.clock.now().getTime()) {
      this.states.delete(key);
      throw new AppError('TOKEN_EXPIRED', 'The embed token has expired. Ask for a new one.');
    }
    const age = performance.now() - state.askedAt;
    if (age >= BELIEVED_MS) await (state.asking ?? this.enqueue(state));
    // Nobody waits for this one. Should it fail, the next request past the limit asks again and says so.
    else if (age >= AHEAD_MS && !state.asking) this.enqueue(state).catch(() => undefined);
    if (!state.principal)
      throw new AppError(
        'INVALID_TOKEN',
        'The embed token was revoked, or who made it may not show this any more.',
      );
    return state.principal;
  }

  private enqueue(state: EmbedState): Promise<void> {
    state.asking = this.batch.add(state).finally(() => (state.asking = undefined));
    return state.asking;
  }

  private async load(states: EmbedState[]): Promise<void> {
    const askedAt = performance.now();
    const accounts = await this.accounts.of(states.map(({ claims }) => claims.creator));
    const grants = states.map(({ claims }) => grantOf(claims, accounts.get(claims.creator)));
    const good = await this.dashboards.mayEmbed(grants.filter((grant) => grant !== undefined));
    states.forEach((state, index) => {
      const grant = grants[index];
      const account = accounts.get(state.claims.creator);
      state.askedAt = askedAt;
      if (!grant || !account || !good.has(grant)) state.principal = state.account = undefined;
      else if (state.account !== account.fingerprint) {
        state.account = account.fingerprint;
        state.principal = embedPrincipal(state.claims, account);
      }
    });
  }
}

/** What the token rests on; undefined when its creator could make none at all. */
function grantOf(claims: EmbedClaims, account: Account | undefined): EmbedGrant | undefined {
  if (!account?.permissions.has('dashboard:write')) return undefined;
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
