/** How a sender signs. `standard` also takes `X-Webhook-Signature`. */
export const SCHEMES = ['standard', 'github', 'stripe', 'shopify', 'slack', 'gitlab'] as const;
export type SchemeName = (typeof SCHEMES)[number];

/** Headers by lower-case name, as Node has them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** What a request says about its own signature; nothing of it is proven yet. */
export interface Claim {
  /** What stands before the body in the signed text. */
  prefix: string;
  /** Any of these may be the right one. */
  signatures: string[];
  encoding: 'hex' | 'base64';
  /** Seconds since 1970; NaN where the scheme signs one and the request has none; undefined where it signs none. */
  timestamp?: number;
  /** The key of the HMAC. */
  key(secret: string): Buffer;
  /** The secret itself is sent instead of a signature. */
  isToken?: boolean;
}

interface Scheme {
  claim(headers: RequestHeaders): Claim;
  /** Where the sender names a delivery, the same at each of its tries: a header, or a JMESPath into the payload. */
  deliveryId: { header: string } | { path: string };
}

const MOST_SIGNATURES = 10;
const SECRET_PREFIX = 'whsec_';
const utf8 = (secret: string): Buffer => Buffer.from(secret, 'utf8');

/** One header as text; of several of one name the first. */
export function header(headers: RequestHeaders, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function seconds(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
}

/** The bytes of a Standard Webhooks secret, `whsec_<base64>`; those of any other text are its own. */
export function standardKey(secret: string): Buffer {
  return secret.startsWith(SECRET_PREFIX)
    ? Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64')
    : utf8(secret);
}

function standardClaim(headers: RequestHeaders): Claim {
  const signatures = header(headers, 'webhook-signature');
  if (signatures === '') {
    const given = header(headers, 'x-webhook-signature');
    return { ...hexClaim(given, 'sha256='), key: utf8 };
  }
  const timestamp = header(headers, 'webhook-timestamp');
  return {
    prefix: `${header(headers, 'webhook-id')}.${timestamp}.`,
    signatures: signatures
      .split(' ', MOST_SIGNATURES)
      .flatMap((each) => (each.startsWith('v1,') ? [each.slice('v1,'.length)] : [])),
    encoding: 'base64',
    timestamp: header(headers, 'webhook-id') === '' ? Number.NaN : seconds(timestamp),
    key: standardKey,
  };
}

function hexClaim(given: string, before: string): Claim {
  const signatures = given.startsWith(before) ? [given.slice(before.length)] : [];
  return { prefix: '', signatures, encoding: 'hex', key: utf8 };
}

/** `t=1492774577,v1=5257a8…,v1=…,v0=…` */
function stripeClaim(headers: RequestHeaders): Claim {
  const parts = header(headers, 'stripe-signature')
    .split(',', MOST_SIGNATURES)
    .map((part) => part.trim());
  const valuesOf = (name: string) =>
    parts.flatMap((part) => (part.startsWith(`${name}=`) ? [part.slice(name.length + 1)] : []));
  const [timestamp = ''] = valuesOf('t');
  return {
    prefix: `${timestamp}.`,
    signatures: valuesOf('v1'),
    encoding: 'hex',
    timestamp: seconds(timestamp),
    key: utf8,
  };
}

function slackClaim(headers: RequestHeaders): Claim {
  const timestamp = header(headers, 'x-slack-request-timestamp');
  const claim = hexClaim(header(headers, 'x-slack-signature'), 'v0=');
  return { ...claim, prefix: `v0:${timestamp}:`, timestamp: seconds(timestamp) };
}

/** Every scheme. Sources: standardwebhooks.com and the vendors' documentation of their webhooks. */
export const SCHEME_OF: Readonly<Record<SchemeName, Scheme>> = {
  standard: { claim: standardClaim, deliveryId: { header: 'webhook-id' } },
  github: {
    claim: (headers) => hexClaim(header(headers, 'x-hub-signature-256'), 'sha256='),
    deliveryId: { header: 'x-github-delivery' },
  },
  stripe: { claim: stripeClaim, deliveryId: { path: 'id' } },
  shopify: {
    claim: (headers) => {
      const given = header(headers, 'x-shopify-hmac-sha256');
      return { prefix: '', signatures: given === '' ? [] : [given], encoding: 'base64', key: utf8 };
    },
    deliveryId: { header: 'x-shopify-webhook-id' },
  },
  slack: { claim: slackClaim, deliveryId: { path: 'event_id' } },
  gitlab: {
    claim: (headers) => {
      const given = header(headers, 'x-gitlab-token');
      return {
        prefix: '',
        signatures: given === '' ? [] : [given],
        encoding: 'hex',
        key: utf8,
        isToken: true,
      };
    },
    deliveryId: { header: 'idempotency-key' },
  },
};
