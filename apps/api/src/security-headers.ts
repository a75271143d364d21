/** Headers of every answer. The API serves data, never pages: nothing in it may be run, framed or guessed at. */
const OF_DATA = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
} as const;

const DOCS_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Swagger UI is a page: it runs its own scripts and no others. */
const OF_DOCS = { ...OF_DATA, 'content-security-policy': DOCS_POLICY };

const LIVE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The live page runs its own files, speaks to this server alone, and takes nothing written into HTML. */
const OF_LIVE = { ...OF_DATA, 'content-security-policy': LIVE_POLICY };

/** The board of the queues runs its own files and sends its own form; it writes styles into its page. */
const OF_BOARD = {
  ...OF_DATA,
  // Under no-referrer browsers send forms as if from nowhere, and whether they come from this page is looked at.
  'referrer-policy': 'same-origin',
  'content-security-policy': DOCS_POLICY.replace("base-uri 'none'", "base-uri 'self'").replace(
    "form-action 'none'",
    "form-action 'self'",
  ),
};

/** Until whoever answers says otherwise, nobody keeps an answer. */
const NOT_KEPT = { 'cache-control': 'no-store' } as const;
const DATA = { ...OF_DATA, ...NOT_KEPT };
const DOCS = { ...OF_DOCS, ...NOT_KEPT };
const BOARD = { ...OF_BOARD, ...NOT_KEPT };
const LIVE = { ...OF_LIVE, ...NOT_KEPT };

/** The security headers of an answer to this URL. */
export function securityHeaders(url: string): Readonly<Record<string, string>> {
  if (isBelow(url, '/docs')) return DOCS;
  if (isBelow(url, '/admin')) return BOARD;
  return isBelow(url, '/live') ? LIVE : DATA;
}

function isBelow(url: string, path: string): boolean {
  return url.startsWith(path) && (url.length === path.length || '/?'.includes(url.charAt(path.length)));
}
