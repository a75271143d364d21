const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** After the first try, the second and so on: 24 hours in all. */
const DELAYS = [5 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 4 * HOUR, 8 * HOUR, 9 * HOUR];
/** So that what failed together does not come again together. */
const JITTER = 0.2;
const LONGEST_ASKED = 6 * HOUR;

/**
 * How long to wait after a try that failed. Milliseconds.
 * @param attempts tries so far, this one included
 * @param retryAfter header of the answer, seconds
 * @param random from 0 to 1
 * @returns undefined when it was the last one
 */
export function retryDelay(
  attempts: number,
  retryAfter: string | undefined,
  random: number,
): number | undefined {
  const delay = DELAYS[attempts - 1];
  if (delay === undefined) return undefined;
  const asked = /^\d{1,6}$/.test(retryAfter ?? '') ? Number(retryAfter) * SECOND : 0;
  return Math.max(Math.min(asked, LONGEST_ASKED), Math.round(delay * (1 + JITTER * (2 * random - 1))));
}
