import type { RequestHeaders } from '../signature/schemes';

/** What tells what a delivery is about. What proves who sent it, or says from where, is not kept. */
const KEPT = /^(x-|webhook-id$|user-agent$|idempotency-key$)/;
const NOT_KEPT =
  /sign|hmac|token|secret|api-?key|auth|cookie|credential|forwarded|real-ip|webhook-content-type/;
const MOST = 40;
const LONGEST = 500;

/** The headers of a delivery that are kept with it, for mappings and for people. */
export function keptHeaders(headers: RequestHeaders): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    KEPT.test(name) && !NOT_KEPT.test(name) && value !== undefined
      ? [[name, (Array.isArray(value) ? value.join(', ') : value).slice(0, LONGEST)]]
      : [],
  );
  return Object.fromEntries(kept.slice(0, MOST));
}
