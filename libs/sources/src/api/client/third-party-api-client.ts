import type { HttpClient, OutboundStream } from '@app/outbound';
import { CONNECT_TIMEOUT_MS } from '../../checked-socket';
import type { LaneLimits, SourceLane } from '../traffic/source-lane';
import type { RequestOutcome, SourceTraffic } from '../traffic/source-traffic';
import type { ApiAuth } from '../connection/api-connection';
import { failureOf, mayRetry, toApiError } from './answer-failure';
import { ApiIntegrationError } from './api-integration-error';
import { type Credential, Credentials } from './credentials';
import { retryDelayMs } from './retry-delay';

export interface ApiRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
}

export interface ApiAnswer {
  /** Where it came from, after redirects. */
  url: string;
  /** 200 to 299, or 304 where the request was conditional. */
  status: number;
  headers: Readonly<Record<string, string>>;
  /** Decompressed. Throws ApiIntegrationError when it breaks off, takes too long or is too large. */
  body: AsyncIterable<Buffer>;
  /** Gives back the room that the request has; call it however reading ended. */
  close: () => Promise<void>;
}

export interface AskOptions {
  signal: AbortSignal;
  /** Requests that are made at most. */
  attempts: number;
  /** Longest that waiting for limits and between attempts may take in all. */
  patienceMs: number;
  /**
   * The largest body, and whether it is wanted as a whole: then an answer that breaks off is asked for again. What is read while it
   * comes has as long as it takes.
   */
  expect(headers: ApiAnswer['headers']): { maxBytes: number; whole: boolean };
}

export interface ApiClientSettings {
  sourceId: string;
  auth: ApiAuth;
  limits: LaneLimits;
  /** Until an answer begins and between two pieces of it; for a whole answer, all of it. */
  timeoutMs: number;
}

const LONGEST_MS = 1_800_000;
const MAX_REDIRECTS = 3;
const STATES_UNREAD = new Set([204, 304]);

/**
 * The client for APIs of others, on the SSRF-safe {@link HttpClient}: under the rate limit of its source, which all processes share;
 * attempts with growing pauses and jitter that honour what the API asks for; time-outs and sizes with bounds; a circuit breaker. Redirects
 * are followed by GET alone, and no header of the request follows one to another origin. Each failure is an
 * {@link ApiIntegrationError}.
 */
export class ThirdPartyApiClient {
  private readonly credentials: Credentials;

  constructor(
    private readonly settings: ApiClientSettings,
    private readonly http: HttpClient,
    private readonly traffic: SourceTraffic,
  ) {
    this.credentials = new Credentials(settings.auth, http, () => traffic.pace.now());
  }

  async ask(request: ApiRequest, options: AskOptions): Promise<ApiAnswer> {
    const lane = await this.traffic.lane(this.settings.sourceId, this.settings.limits);
    const leave = await lane.enter(options.signal);
    try {
      const answer = await this.persist(request, options, lane);
      const close = async (): Promise<void> => {
        leave();
        await answer.close();
      };
      return { ...answer, close };
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async persist(request: ApiRequest, options: AskOptions, lane: SourceLane): Promise<ApiAnswer> {
    const { pace } = this.traffic;
    const { signal } = options;
    const until = pace.now() + options.patienceMs;
    let renewed = false;
    for (let attempts = 1; ; attempts++) {
      await lane.turn(signal, until);
      let credential: Credential | undefined;
      try {
        return await lane.through(async () => {
          credential = await this.credentials.next();
          return this.attempt(request, credential, options);
        });
      } catch (thrown) {
        const failure = toApiError(thrown);
        // What was refused before it was sent keeps its zero.
        if (failure.attempts === 0) throw failure;
        failure.attempts = attempts;
        const { status, retryAfterMs } = failure;
        if (status === 401 && !renewed && credential && this.credentials.refused(credential)) {
          renewed = true;
          continue;
        }
        if (retryAfterMs !== undefined) lane.pause(retryAfterMs);
        if (attempts >= options.attempts || !mayRetry(request.method, failure)) throw failure;
        const delay = retryDelayMs(attempts, pace.random(), retryAfterMs);
        if (pace.now() + delay > until) throw failure;
        await pace.sleep(delay, signal);
      }
    }
  }

  private async attempt(
    request: ApiRequest,
    credential: Credential,
    options: AskOptions,
  ): Promise<ApiAnswer> {
    const began = performance.now();
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), this.settings.timeoutMs);
    let opened: OutboundStream | undefined;
    try {
      opened = await this.open(request, credential, AbortSignal.any([options.signal, late.signal]));
      const answer = await this.read(opened, options);
      this.traffic.observe(answer.status === 304 ? 'unchanged' : 'answered', performance.now() - began);
      return answer;
    } catch (error) {
      await opened?.close();
      const isLate = late.signal.aborted && !options.signal.aborted;
      const failure = isLate ? new ApiIntegrationError('timeout', { cause: error }) : toApiError(error);
      this.traffic.observe(outcomeOf(failure), performance.now() - began);
      throw failure;
    } finally {
      clearTimeout(timer);
    }
  }

  private open(
    { url, method, headers, body }: ApiRequest,
    credential: Credential,
    signal: AbortSignal,
  ): Promise<OutboundStream> {
    const target = new URL(url);
    const { parameter } = credential;
    if (parameter) target.searchParams.set(parameter.name, parameter.value);
    const own = { ...headers, ...credential.headers };
    return this.http.open({
      url: target.href,
      method,
      headers: own,
      body,
      signal,
      compressed: true,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      answerTimeoutMs: this.settings.timeoutMs,
      totalTimeoutMs: LONGEST_MS,
      maxRedirects: method === 'GET' ? MAX_REDIRECTS : 0,
      keptFromOthers: Object.keys(own),
    });
  }

  /** @throws ApiIntegrationError for an answer without success, and for a whole body that cannot be had */
  private async read(
    { status, headers, url, body, close }: OutboundStream,
    options: AskOptions,
  ): Promise<ApiAnswer> {
    if ((status < 200 || status > 299) && status !== 304)
      throw failureOf({ status, headers }, this.traffic.pace.now());
    const { maxBytes, whole } = options.expect(headers);
    const bounded = STATES_UNREAD.has(status) ? nothing() : bound(body, maxBytes);
    if (!whole) return { status, headers, url, body: bounded, close };
    const chunks: Buffer[] = [];
    for await (const chunk of bounded) chunks.push(chunk);
    await close();
    return { status, headers, url, body: just(chunks), close };
  }
}

async function* bound(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  try {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes)
        throw new ApiIntegrationError('too-large', { detail: `The limit is ${maxBytes} bytes.` });
      yield chunk;
    }
  } catch (error) {
    throw toApiError(error);
  }
}

/** What was taken is not held any more. */
async function* just(chunks: Buffer[]): AsyncGenerator<Buffer, void, undefined> {
  for (let chunk = chunks.shift(); chunk; chunk = chunks.shift()) yield chunk;
}

async function* nothing(): AsyncGenerator<Buffer, void, undefined> {}

function outcomeOf({ reason, status }: ApiIntegrationError): RequestOutcome {
  if (reason === 'busy') return 'limited';
  if (reason === 'failed') return 'failed';
  return status === undefined ? 'unanswered' : 'refused';
}
