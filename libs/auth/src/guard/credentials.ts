import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppError } from '@app/platform';
import { ApiKeyStates } from '../api-keys/api-key-states';
import { looksLikeEmbedToken } from '../embed/embed-claims';
import { EmbedTokens } from '../embed/embed-tokens';
import type { Permission } from '../principals/permission';
import type { Principal } from '../principals/principal';
import { SessionStates } from '../sessions/session-states';
import { AccessTokens } from '../tokens/access-tokens';
import { principalOf, VerifiedTokens } from '../tokens/verified-tokens';
import { ActingOrganization } from './acting-organization';
import { assertEndpoint, assertHas, notForEmbeds } from './assert-rights';
import { bearerToken } from './bearer-token';
import type { Standing } from './standing';

/** What somebody shows outside of the headers of a request. */
export interface Credential {
  /** An access token or an embed token. */
  token?: string | undefined;
  apiKey?: string | undefined;
  /** As X-Organization-Id. */
  organizationId?: string | undefined;
}

/** What it is to open: what the guard asks of a route, for whatever is no route. */
export interface Opening {
  /** What the allowedEndpoints of API keys are matched with, such as `GET /ws/dashboard/:id`. */
  method: string;
  template: string;
  permission: Permission;
  allowsEmbed?: boolean;
  /** The only dashboard that it is about, if there is one. */
  dashboardId?: string;
}

/** Turns credentials into principals where there is no guard: in handshakes, and for as long as what they opened lasts. */
@Injectable()
export class Credentials {
  constructor(
    private readonly tokens: VerifiedTokens,
    private readonly access: AccessTokens,
    private readonly sessions: SessionStates,
    private readonly embeds: EmbedTokens,
    private readonly keys: ApiKeyStates,
    private readonly acting: ActingOrganization,
  ) {}

  /** @throws AppError 400 for two at once, 401, 403 and 404 for an organization that is not to be acted in */
  async accept(credential: Credential): Promise<Standing> {
    const standing = this.read(credential);
    const principal = await standing.current();
    const { organizationId } = credential;
    if (organizationId === undefined) return standing;
    if (principal.kind === 'embed') throw notForEmbeds();
    return this.actingIn(organizationId, standing, principal);
  }

  /**
   * What a principal must be for what it opens.
   * @throws AppError 403; 404 for another dashboard than the one of an embed token
   */
  assertMay(principal: Principal, opening: Opening): void {
    if (principal.kind === 'embed' && !opening.allowsEmbed) throw notForEmbeds();
    assertEndpoint(opening.method, opening.template, principal);
    assertHas(opening.permission, principal);
    const { dashboardId } = opening;
    if (
      dashboardId !== undefined &&
      principal.dashboardId !== undefined &&
      principal.dashboardId !== dashboardId
    )
      throw AppError.notFound('dashboard', dashboardId);
  }

  private read({ token, apiKey }: Credential): Standing {
    if (token !== undefined && apiKey !== undefined)
      throw new AppError('AMBIGUOUS_CREDENTIALS', 'There is both a token and an API key; send one of them.');
    if (apiKey !== undefined) return this.ofKey(apiKey);
    if (token === undefined)
      throw new AppError('UNAUTHENTICATED', 'Send an access token, an embed token or an API key.');
    const text = bearerToken(`Bearer ${token}`);
    return looksLikeEmbedToken(text) ? this.ofEmbedToken(text) : this.ofAccessToken(text);
  }

  private ofAccessToken(token: string): Standing {
    const verified = this.tokens.get(token) ?? this.tokens.add(token, this.access.read(token));
    const { sid, exp } = verified.claims;
    return {
      key: keyOf('access', token),
      expiresAt: exp * 1_000,
      current: () => {
        this.tokens.assertCurrent(verified);
        const account = this.sessions.account(sid);
        return account instanceof Promise
          ? account.then((loaded) => principalOf(verified, loaded))
          : principalOf(verified, account);
      },
    };
  }

  private ofEmbedToken(token: string): Standing {
    return {
      key: keyOf('embed', token),
      expiresAt: this.embeds.expiresAt(token),
      current: () => this.embeds.principalOf(token),
    };
  }

  /** Keys can be given another end while they are in use: that is asked with everything else. */
  private ofKey(key: string): Standing {
    return { key: keyOf('key', key), expiresAt: Infinity, current: () => this.keys.principal(key) };
  }

  private async actingIn(organizationId: string, standing: Standing, before: Principal): Promise<Standing> {
    const enter = (principal: Principal): Promise<Principal> =>
      this.acting.enter(principal, organizationId, { method: 'GET', url: '/ws' });
    let own = before;
    let acting = await enter(own);
    return {
      key: `${standing.key} ${organizationId.toLowerCase()}`,
      expiresAt: standing.expiresAt,
      current: async () => {
        const principal = await standing.current();
        if (principal !== own) {
          acting = await enter(principal);
          own = principal;
        } else if (acting !== own) {
          // The account says nothing of an organization that is not its own.
          await this.acting.assertExists(acting.organizationId);
        }
        return acting;
      },
    };
  }
}

function keyOf(kind: string, text: string): string {
  return `${kind}:${hash('sha256', text, 'base64url')}`;
}
