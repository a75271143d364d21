import { AppError } from '@app/platform';
import type { RatePolicy } from './rate-policy';

/** Tells an exhausted window from others in words. */
const SPANS = new Map([
  [60_000, 'a minute'],
  [3_600_000, 'an hour'],
  [86_400_000, 'a day'],
]);

/** The error of a request or message that is refused. */
export function rateRefusal({ limited }: RatePolicy, retryAfterSeconds: number): AppError {
  const limits = limited.map(
    ({ limit, ms, name }) => `${limit} requests in ${SPANS.get(ms) ?? `${ms} ms`} (${name})`,
  );
  return new AppError('RATE_LIMITED', `Too many requests: at most ${limits.join(', ')}.`, {
    retryAfterSeconds,
  });
}
