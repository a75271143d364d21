import { isIP } from 'node:net';
import { Client } from 'undici';
import { decoded, explained, readBody } from './answer-body';
import { checkedHeaders, withoutBody, withoutCredentials } from './checked-headers';
import type { Destinations } from './destinations';
import { OutboundError, toOutboundError } from './outbound-error';
import type { OutboundRequest, OutboundResponse, OutboundStream } from './outbound-request';
import { fixedLookup } from './resolve-host';

const CONNECT_MS = 5_000;
const ANSWER_MS = 10_000;
const TOTAL_MS = 30_000;
const MAX_BYTES = 1_048_576;
const MAX_HEADER_BYTES = 16_384;
const LONGEST_URL = 2_048;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** One request on its way, redirects included. */
interface Hop {
  url: URL;
  method: NonNullable<OutboundRequest['method']>;
  headers: Record<string, string>;
  body: OutboundRequest['body'];
}

/**
 * The way for requests to hosts that users name: webhook endpoints, sources. A name is resolved once, every address that it has is
 * checked, and one of those is connected to; the same again for each redirect. Neither proxies nor cookies, and a
 * connection for each request.
 */
export class HttpClient {
  constructor(private readonly destinations: Destinations) {}

  /** @throws OutboundError whatever keeps the answer from coming; an answer with a bad status is an answer */
  async send(request: OutboundRequest): Promise<OutboundResponse> {
    const { body, close, ...answer } = await this.open(request);
    try {
      const { bytes, cut } = await readBody(body, request.maxBytes ?? MAX_BYTES, request.beyond);
      return { ...answer, body: bytes, cut };
    } finally {
      await close();
    }
  }

  /**
   * The same, with a body that is read while it comes: `maxBytes` and `beyond` do not count. Whoever calls it must close it.
   * @throws OutboundError whatever keeps the answer from beginning
   */
  async open(request: OutboundRequest): Promise<OutboundStream> {
    const deadline = AbortSignal.timeout(request.totalTimeoutMs ?? TOTAL_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const method = request.method ?? 'GET';
    if (!METHODS.has(method)) throw new OutboundError('invalid-request');
    const accepts: Record<string, string> = request.compressed ? { 'accept-encoding': 'gzip, br' } : {};
    let hop: Hop = {
      url: parseUrl(request.url),
      method,
      headers: checkedHeaders({ 'user-agent': 'Vitrine/1', ...accepts, ...request.headers }),
      body: request.body,
    };
    const maxRedirects = request.maxRedirects ?? 0;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.hop(hop, request, signal, deadline);
      if (maxRedirects === 0 || !REDIRECTS.has(answer.status)) return answer;
      await answer.close();
      if (redirects === maxRedirects) throw new OutboundError('redirect');
      hop = nextHop(hop, answer, request.keptFromOthers);
    }
  }

  /**
   * Looks at a URL without calling it: its form, and an address in it. Names are resolved when they are called.
   * @throws OutboundError invalid-url, unreachable
   */
  assertCallable(url: string): void {
    const host = hostOf(parseUrl(url));
    if (isIP(host) !== 0 && !this.destinations.allows(host, host)) throw new OutboundError('unreachable');
  }

  private async hop(
    { url, method, headers, body }: Hop,
    request: OutboundRequest,
    signal: AbortSignal,
    deadline: AbortSignal,
  ): Promise<OutboundStream> {
    let connected = false;
    let client: Client | undefined;
    const connectMs = request.connectTimeoutMs ?? CONNECT_MS;
    // To the millisecond and with the look-up: how long it takes tells nothing of why nobody is reached.
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), connectMs);
    const until = AbortSignal.any([signal, late.signal]);
    const explain = (error: unknown): OutboundError => {
      if (!signal.aborted) {
        const isLate = late.signal.aborted && !connected;
        return isLate ? new OutboundError('unreachable', error) : toOutboundError(error, connected);
      }
      if (!deadline.aborted) return new OutboundError('aborted', error);
      return new OutboundError(connected ? 'timeout' : 'unreachable', error);
    };
    const close = async (): Promise<void> => {
      await client?.destroy().catch(() => {});
    };
    try {
      const addresses = await abortable(this.destinations.addressesOf(hostOf(url)), until);
      client = new Client(url.origin, {
        connect: {
          lookup: fixedLookup(addresses),
          timeout: connectMs,
          maxCachedSessions: 0,
        },
        allowH2: false,
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: request.answerTimeoutMs ?? ANSWER_MS,
        bodyTimeout: request.answerTimeoutMs ?? ANSWER_MS,
      });
      client.on('connect', () => {
        connected = true;
        clearTimeout(timer);
      });
      const path = url.pathname + url.search;
      const answer = await client.request({
        path,
        method,
        headers,
        body,
        signal: until,
        blocking: false,
      });
      // Nobody may be reading it when it breaks off.
      answer.body.on('error', () => {});
      const told = joined(answer.headers);
      const hasBody = method !== 'HEAD' && answer.statusCode !== 204 && answer.statusCode !== 304;
      const text =
        request.compressed && hasBody ? decoded(answer.body, told['content-encoding']) : answer.body;
      return {
        url: url.href,
        status: answer.statusCode,
        headers: told,
        body: explained(text, explain),
        close,
      };
    } catch (error) {
      await close();
      throw explain(error);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** An address without the brackets that it has in a URL. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function parseUrl(text: string): URL {
  const url = text.length <= LONGEST_URL && URL.canParse(text) ? new URL(text) : undefined;
  const good =
    url &&
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.hostname !== '' &&
    url.username === '' &&
    url.password === '';
  if (!good) throw new OutboundError('invalid-url');
  return url;
}

/** As browsers do: 307 and 308 send the same again, the others ask by GET. Never from https to http. */
function nextHop(
  { url, method, headers, body }: Hop,
  { status, headers: told }: OutboundStream,
  keptFromOthers: readonly string[] = [],
): Hop {
  const location = told.location;
  if (location === undefined || !URL.canParse(location, url.href)) throw new OutboundError('redirect');
  const next = parseUrl(new URL(location, url).href);
  if (url.protocol === 'https:' && next.protocol === 'http:') throw new OutboundError('redirect');
  const kept = next.origin === url.origin ? headers : withoutCredentials(headers, keptFromOthers);
  if (status === 307 || status === 308) return { url: next, method, headers: kept, body };
  const asks = method === 'HEAD' ? 'HEAD' : 'GET';
  return { url: next, method: asks, headers: withoutBody(kept), body: undefined };
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** DNS cannot be called off; what comes too late is thrown away. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
