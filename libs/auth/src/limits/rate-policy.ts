/** Lengths of the windows that requests are counted in, in ms. Windows are fixed and aligned to the clock (UTC). */
export const WINDOW_MS = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

export type WindowSize = keyof typeof WINDOW_MS;

/** One limit: at most `limit` requests in a window of `ms`. `name` tells it from others in the headers. */
export interface RateWindow {
  readonly name: string;
  readonly ms: number;
  readonly limit: number;
}

/** Limit of a window that is counted without being limited: whoever limits it later finds what was used of it. */
export const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** Limits up to this are taken from the shared count one by one. */
const NOT_LEASED = 60;
const LEASES_PER_LIMIT = 32;

/** The limits that one request counts against: all of them, or none when one is used up. */
export class RatePolicy {
  /**
   * Value of `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers-10 has it: quota and window in seconds of
   * each limit.
   */
  readonly header: string;
  readonly limited: readonly RateWindow[];
  /** How many requests a process takes from the shared count at once. */
  readonly lease: number;
  /** Length of the longest window. Milliseconds. */
  readonly longestMs: number;

  /** @param windows of which at least one is limited */
  constructor(readonly windows: readonly RateWindow[]) {
    this.limited = windows.filter(({ limit }) => limit < UNLIMITED);
    this.header = this.limited
      .map(({ name, ms, limit }) => `"${name}";q=${limit};w=${ms / 1_000}`)
      .join(', ');
    this.lease = Math.min(...this.limited.map(({ limit }) => leaseSize(limit)));
    this.longestMs = Math.max(...windows.map(({ ms }) => ms));
  }
}

/** max(1, limit / 32), and 1 for small limits: what another process can hold back is then a small share of the limit. */
export function leaseSize(limit: number): number {
  return limit <= NOT_LEASED ? 1 : Math.max(1, Math.floor(limit / LEASES_PER_LIMIT));
}

/** When the window that `now` lies in began. Milliseconds since 1970. */
export function windowStart(now: number, ms: number): number {
  return now - (now % ms);
}
