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

  /** The headers that let a browser read the answer, if its page is one of those that may; nothing where no page is. */
  headersFor(origin: string | undefined): Readonly<Record<string, string>> | undefined {
    if (this.origins.size === 0) return undefined;
    const any = this.origins.has('*');
    const allowed = origin !== undefined && (any || this.origins.has(origin));
    return {
      ...(!any && { vary: 'Origin' }),
      ...(allowed && {
        'access-control-allow-origin': any ? '*' : origin,
        'access-control-expose-headers': EXPOSED_HEADERS,
      }),
    };
  }

  /** Writes {@link headersFor}. @returns whether it was a preflight, which is answered now */
  admit(request: FastifyRequest, reply: FastifyReply): boolean {
    const { origin, 'access-control-request-method': asked } = request.headers;
    const headers = this.headersFor(origin);
    if (!headers) return false;
    void reply.headers(headers);
    if (request.method !== 'OPTIONS' || origin === undefined || asked === undefined) return false;
    if (headers['access-control-allow-origin'] !== undefined) {
      void reply
        .header('access-control-allow-methods', METHODS)
        .header('access-control-allow-headers', ALLOWED_HEADERS)
        .header('access-control-max-age', PREFLIGHT_KEPT_SECONDS);
    }
    void reply.status(204).send();
    return true;
  }
}
