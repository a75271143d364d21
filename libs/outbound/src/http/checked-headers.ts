import { OutboundError } from './outbound-error';

const NAME = /^[!#$%&'*+.^_`|~\dA-Za-z-]{1,100}$/;
/** Visible ASCII, spaces and tabs: nothing that could end the line, and nothing that two servers read in two ways. */
const VALUE = /^[\t\x20-\x7e]{0,8192}$/;
/** They frame the message or are about the connection: the client writes them itself, or nobody does. */
const NOT_GIVEN = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);
/** What says who asks. Another origin than the one that it was meant for must not see it. */
const CREDENTIAL = /^(authorization|cookie|proxy-.*|.*(api-?key|token|secret|signature).*)$/;

/** @throws OutboundError invalid-request for a header that is not the caller's to give, or could begin another one */
export function checkedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (!NAME.test(name) || !VALUE.test(value) || NOT_GIVEN.has(lower) || lower.startsWith('proxy-'))
      throw new OutboundError('invalid-request');
    checked[lower] = value;
  }
  return checked;
}

/** The headers that may follow a redirect to another origin. @param kept names of more that may not, in whatever case */
export function withoutCredentials(
  headers: Record<string, string>,
  kept: readonly string[] = [],
): Record<string, string> {
  const secret = new Set(kept.map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !CREDENTIAL.test(name) && !secret.has(name)),
  );
}

/** The headers that still make sense where a redirect has dropped the body. */
export function withoutBody(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}
