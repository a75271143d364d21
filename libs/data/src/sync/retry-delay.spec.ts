import { SourceError } from '@app/sources';
import { failureOf, retryDelay, streamRetryDelay } from './retry-delay';

describe('the pause before a source is tried again', () => {
  const [least, most] = [() => 0, () => 1];
  const passing = failureOf(new SourceError('unreachable'));

  it('grows to a quarter of an hour, with jitter, for readings that have an end', () => {
    expect([0, 1, 2].map((attempts) => retryDelay(attempts, passing, least))).toEqual([1_500, 3_000, 6_000]);
    expect(retryDelay(50, passing, most)).toBe(15 * 60_000 * 1.25);
  });

  it('stays short for streams, unless they refuse the credentials', () => {
    expect(streamRetryDelay(0, passing, least)).toBe(750);
    expect(streamRetryDelay(50, passing, most)).toBe(37_500);
    expect(streamRetryDelay(50, failureOf(new SourceError('credentials')), least)).toBe(675_000);
  });

  it('is never shorter than the source asked for', () => {
    const asked = failureOf(new SourceError('busy', undefined, { retryAfterMs: 60_000 }));
    for (const delay of [retryDelay, streamRetryDelay]) expect(delay(0, asked, most)).toBe(60_000);
  });
});
