import type { HttpClient } from '@app/outbound';
import type { ApiAuth } from '../connection/api-connection';
import { OauthTokens } from './oauth-tokens';

/** What a request needs to be let in. */
export interface Credential {
  headers: Record<string, string>;
  parameter?: { name: string; value: string };
  /** A token that can be replaced by another when it is refused. */
  token?: string;
}

/** Gives requests their credentials. */
export class Credentials {
  // Not `private`: what shows an object must not show these.
  readonly #auth: ApiAuth;
  readonly #tokens: OauthTokens | undefined;

  constructor(auth: ApiAuth, http: HttpClient, now: () => number) {
    this.#auth = auth;
    this.#tokens = auth.type === 'oauth2ClientCredentials' ? new OauthTokens(auth, http, now) : undefined;
  }

  /** @throws SourceError when there is no token to be had */
  async next(): Promise<Credential> {
    const auth = this.#auth;
    switch (auth.type) {
      case 'none':
        return { headers: {} };
      case 'basic': {
        const pair = Buffer.from(`${auth.username}:${auth.password}`).toString('base64');
        return { headers: { authorization: `Basic ${pair}` } };
      }
      case 'bearer':
        return { headers: { authorization: `Bearer ${auth.token}` } };
      case 'apiKey':
        if (auth.in === 'header') return { headers: { [auth.name.toLowerCase()]: auth.key } };
        return { headers: {}, parameter: { name: auth.name, value: auth.key } };
      case 'oauth2ClientCredentials':
    }
    const token = (await this.#tokens?.token()) ?? '';
    return { headers: { authorization: `Bearer ${token}` }, token };
  }

  /** Whether asking again with a new token may help. */
  refused({ token }: Credential): boolean {
    if (token === undefined) return false;
    this.#tokens?.refused(token);
    return true;
  }
}
