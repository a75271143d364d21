import type { HttpClient, OutboundResponse } from '@app/outbound';
import { CONNECT_TIMEOUT_MS } from '../../checked-socket';
import type { ClientCredentials } from '../connection/api-connection';
import { failureOf, toApiError } from './answer-failure';
import { ApiIntegrationError } from './api-integration-error';

const WITHIN_MS = 15_000;
const MAX_BYTES = 65_536;
const DEFAULT_SECONDS = 300;
const LONGEST_SECONDS = 86_400;
/** Part of its life before whose end a token is no longer used, at most {@link MARGIN_MS}: it must still count when it arrives. */
const MARGIN = 0.1;
const MARGIN_MS = 30_000;
const TOKEN = /^[\x21-\x7e]{1,8000}$/;

/**
 * Access tokens by the client credentials grant (RFC 6749, 4.4), kept in memory until shortly before they expire; one request for
 * all that wait for one.
 */
export class OauthTokens {
  #token: { text: string; until: number } | undefined;
  #asking: Promise<string> | undefined;

  constructor(
    private readonly client: ClientCredentials,
    private readonly http: HttpClient,
    /** Milliseconds since 1970. */
    private readonly now: () => number,
  ) {}

  /** @throws SourceError credentials, and whatever keeps the answer from coming */
  token(): Promise<string> {
    if (this.#token && this.now() < this.#token.until) return Promise.resolve(this.#token.text);
    this.#asking ??= this.ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  /** The API has refused this token: the next one is a new one. */
  refused(token: string): void {
    if (this.#token?.text === token) this.#token = undefined;
  }

  private async ask(): Promise<string> {
    let answer: OutboundResponse;
    try {
      answer = await this.http.send({
        url: this.client.tokenUrl,
        method: 'POST',
        ...this.question(),
        connectTimeoutMs: CONNECT_TIMEOUT_MS,
        totalTimeoutMs: WITHIN_MS,
        maxBytes: MAX_BYTES,
      });
    } catch (error) {
      throw toApiError(error);
    }
    if (answer.status !== 200) throw this.refusal(answer);
    const { text, seconds } = tokenIn(answer.body);
    const ms = Math.min(seconds, LONGEST_SECONDS) * 1_000;
    this.#token = { text, until: this.now() + ms - Math.min(MARGIN_MS, ms * MARGIN) };
    return text;
  }

  private question(): { headers: Record<string, string>; body: string } {
    const { clientId, clientSecret, scope, audience, clientAuthentication } = this.client;
    const fields = new URLSearchParams({ grant_type: 'client_credentials' });
    if (scope !== undefined) fields.set('scope', scope);
    if (audience !== undefined) fields.set('audience', audience);
    const headers: Record<string, string> = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    };
    if (clientAuthentication === 'body') {
      fields.set('client_id', clientId);
      fields.set('client_secret', clientSecret);
    } else {
      // Encoded as a form's values before they are joined (RFC 6749, 2.3.1).
      const pair = [clientId, clientSecret].map((each) => encodeURIComponent(each).replaceAll('%20', '+'));
      headers.authorization = `Basic ${Buffer.from(pair.join(':')).toString('base64')}`;
    }
    return { headers, body: fields.toString() };
  }

  private refusal(answer: OutboundResponse): ApiIntegrationError {
    const { reason, retryAfterMs, requestId } = failureOf(answer, this.now());
    const detail = `Its token endpoint answered ${answer.status}.`;
    const passing = reason === 'busy' || reason === 'failed' || reason === 'timeout';
    return new ApiIntegrationError(passing ? reason : 'credentials', { detail, retryAfterMs, requestId });
  }
}

function tokenIn(body: Buffer): { text: string; seconds: number } {
  const invalid = new ApiIntegrationError('invalid', { detail: 'Its token endpoint gives no bearer token.' });
  let answer: { access_token?: unknown; token_type?: unknown; expires_in?: unknown } | null;
  try {
    answer = JSON.parse(body.toString('utf8')) as typeof answer;
  } catch {
    throw invalid;
  }
  const { access_token: text, token_type: type = 'bearer', expires_in: expires } = answer ?? {};
  if (typeof text !== 'string' || !TOKEN.test(text)) throw invalid;
  if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') throw invalid;
  const seconds = Number(expires ?? DEFAULT_SECONDS);
  return { text, seconds: seconds > 0 ? seconds : DEFAULT_SECONDS };
}
