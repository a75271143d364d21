const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** Spreads those that were told the same moment. */
const SPREAD_MS = 1_000;

/**
 * How long to wait before another attempt: twice as long each time, the second half of it by chance ("equal jitter"), and never
 * shorter than what the API asked for.
 * @param failed attempts so far, from 1
 * @param random from 0 to 1, without 1
 */
export function retryDelayMs(failed: number, random: number, retryAfterMs?: number): number {
  if (retryAfterMs !== undefined) return retryAfterMs + random * SPREAD_MS;
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failed - 1));
  return whole / 2 + (random * whole) / 2;
}
