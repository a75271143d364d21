import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
/** What a client may send. */
const ALLOWED_HEADERS = [
  'Accept',
  'Authorization',
  'Cache-Control',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'Traceparent',
  'X-API-Key',
  'X-Organization-Id',
  'X-Request-Id',
].join(', ');
/** What a script may read of an answer, besides what the browser always lets it. */
const EXPOSED_HEADERS = [
  'Age',
  'Content-Disposition',
  'ETag',
  'Link',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Server-Timing',
  'X-Cache',
  'X-Request-Id',
].join(', ');
const PREFLIGHT_KEPT_SECONDS = '600';

/**
 * Which front ends may call the API from a browser (CORS): those of a list and no others. Credentials of the browser (cookies)
 * are never allowed, as Vitrine knows none, so `*` gives nobody more than a client outside of a browser has.
 */
export class CrossOrigin {
  private readonly origins: ReadonlySet<string>;

  /** @param origins as in CORS_ORIGINS: separated by commas, `*` for any, empty for none */
  constructor(origins: string) {
    this.origins = new Set(
      origins
        .toLowerCase()
        .split(',')
        .map((origin) => origin.trim())
        .filter(Boolean),
    );
  }

  /**
   * Whether a page of this origin may come at all, where the browser itself keeps nobody out. Without an origin it is no page.
   * @param host as the request names it: a page that was served here may always
   */
  allows(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.lists(origin)) return true;
    return URL.canParse(origin) && host !== undefined && new URL(origin).host === host.toLowerCase();
  }

  /** The headers that let a browser read the answer. */
  headers(origin: string | undefined): Record<string, string> {
    if (this.origins.size === 0) return {};
    const any = this.origins.has('*');
    const vary: Record<string, string> = any ? {} : { vary: 'Origin' };
    if (origin === undefined || !this.lists(origin)) return vary;
    return {
      ...vary,
      'access-control-allow-origin': any ? '*' : origin,
      'access-control-expose-headers': EXPOSED_HEADERS,
    };
  }

  /** The headers of the answer to a preflight; undefined when it is none. */
  preflight(method: string | undefined, headers: IncomingHttpHeaders): Record<string, string> | undefined {
    const { origin, 'access-control-request-method': asked } = headers;
    if (this.origins.size === 0 || method !== 'OPTIONS' || origin === undefined || asked === undefined)
      return undefined;
    if (!this.lists(origin)) return {};
    return {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': ALLOWED_HEADERS,
      'access-control-max-age': PREFLIGHT_KEPT_SECONDS,
    };
  }

  /** Writes the headers that let a browser read the answer. @returns whether it was a preflight, which is answered now */
  admit(request: FastifyRequest, reply: FastifyReply): boolean {
    void reply.headers(this.headers(request.headers.origin));
    const preflight = this.preflight(request.method, request.headers);
    if (!preflight) return false;
    void reply.headers(preflight).status(204).send();
    return true;
  }

  private lists(origin: string): boolean {
    return this.origins.has('*') || this.origins.has(origin);
  }
}
