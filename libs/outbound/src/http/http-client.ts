import { isIP } from 'node:net';
import { Client } from 'undici';
import { checkedHeaders, withoutBody, withoutCredentials } from './checked-headers';
import type { Destinations } from './destinations';
import { OutboundError, toOutboundError } from './outbound-error';
import type { OutboundRequest, OutboundResponse } from './outbound-request';
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
    const deadline = AbortSignal.timeout(request.totalTimeoutMs ?? TOTAL_MS);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const method = request.method ?? 'GET';
    if (!METHODS.has(method)) throw new OutboundError('invalid-request');
    let hop: Hop = {
      url: parseUrl(request.url),
      method,
      headers: checkedHeaders({ 'user-agent': 'Vitrine/1', ...request.headers }),
      body: request.body,
    };
    const maxRedirects = request.maxRedirects ?? 0;
    for (let redirects = 0; ; redirects++) {
      const answer = await this.hop(hop, request, signal, deadline);
      if (maxRedirects === 0 || !REDIRECTS.has(answer.status)) return answer;
      if (redirects === maxRedirects) throw new OutboundError('redirect');
      hop = nextHop(hop, answer);
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
  ): Promise<OutboundResponse> {
    let connected = false;
    let client: Client | undefined;
    try {
      const addresses = await abortable(this.destinations.addressesOf(hostOf(url)), signal);
      client = new Client(url.origin, {
        connect: {
          lookup: fixedLookup(addresses),
          timeout: request.connectTimeoutMs ?? CONNECT_MS,
          maxCachedSessions: 0,
        },
        allowH2: false,
        maxHeaderSize: MAX_HEADER_BYTES,
        headersTimeout: request.answerTimeoutMs ?? ANSWER_MS,
        bodyTimeout: request.answerTimeoutMs ?? ANSWER_MS,
      });
      client.on('connect', () => (connected = true));
      const path = url.pathname + url.search;
      const answer = await client.request({ path, method, headers, body, signal, blocking: false });
      const { bytes, cut } = await readBody(answer.body, request.maxBytes ?? MAX_BYTES, request.beyond);
      return { url: url.href, status: answer.statusCode, headers: joined(answer.headers), body: bytes, cut };
    } catch (error) {
      if (!signal.aborted) throw toOutboundError(error, connected);
      if (!deadline.aborted) throw new OutboundError('aborted', error);
      throw new OutboundError(connected ? 'timeout' : 'unreachable', error);
    } finally {
      await client?.destroy().catch(() => {});
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
function nextHop({ url, method, headers, body }: Hop, { status, headers: told }: OutboundResponse): Hop {
  const location = told.location;
  if (location === undefined || !URL.canParse(location, url.href)) throw new OutboundError('redirect');
  const next = parseUrl(new URL(location, url).href);
  if (url.protocol === 'https:' && next.protocol === 'http:') throw new OutboundError('redirect');
  const kept = next.origin === url.origin ? headers : withoutCredentials(headers);
  if (status === 307 || status === 308) return { url: next, method, headers: kept, body };
  const asks = method === 'HEAD' ? 'HEAD' : 'GET';
  return { url: next, method: asks, headers: withoutBody(kept), body: undefined };
}

async function readBody(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
  beyond: OutboundRequest['beyond'],
): Promise<{ bytes: Buffer; cut: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size <= maxBytes) continue;
    if (beyond !== 'cut') throw new OutboundError('too-large');
    return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), cut: true };
  }
  return { bytes: Buffer.concat(chunks), cut: false };
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
