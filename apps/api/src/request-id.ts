import type { IncomingMessage } from 'node:http';

/** Digits of a UUID that count the requests of this process; the others are random and tell processes apart. */
const COUNTED_DIGITS = 12;
const HEX = 16;

const ofThisProcess = crypto.randomUUID().slice(0, -COUNTED_DIGITS);
let requests = 0;

/** The caller's X-Request-Id if it is harmless in logs and headers, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && /^[\w.:-]{1,100}$/.test(given)) return given;
  return ofThisProcess + (++requests).toString(HEX).padStart(COUNTED_DIGITS, '0');
}
