import { assert, double, integer, option, property } from 'fast-check';
import { failureOf, mayRetry } from './answer-failure';
import { retryAfterMs } from './retry-after';
import { retryDelayMs } from './retry-delay';

const chance = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const NOW = Date.UTC(2026, 10, 24, 12);

describe('pauses between attempts', () => {
  it('grow, have an end, and differ by chance in their second half', () => {
    assert(
      property(integer({ min: 1, max: 40 }), chance, (failed, random) => {
        const delay = retryDelayMs(failed, random);
        const whole = Math.min(30_000, 500 * 2 ** (failed - 1));
        expect(delay).toBeGreaterThanOrEqual(whole / 2);
        expect(delay).toBeLessThanOrEqual(whole);
        expect(retryDelayMs(failed + 1, random)).toBeGreaterThanOrEqual(delay);
      }),
    );
  });

  it('are never shorter than what the API asked for, and hardly longer', () => {
    assert(
      property(
        integer({ min: 1, max: 40 }),
        chance,
        integer({ min: 0, max: 86_400_000 }),
        (failed, random, asked) => {
          const delay = retryDelayMs(failed, random, asked);
          expect(delay).toBeGreaterThanOrEqual(asked);
          expect(delay).toBeLessThanOrEqual(asked + 1_000);
        },
      ),
    );
  });

  it('are read from seconds and from dates alike, by whatever clock', () => {
    assert(
      property(
        integer({ min: 0, max: 86_400 }),
        option(integer({ min: -1e6, max: 1e6 })),
        (seconds, skew) => {
          const server = NOW + (skew ?? 0) * 1_000;
          const date: Record<string, string> = skew === null ? {} : { date: new Date(server).toUTCString() };
          const until = new Date(server + seconds * 1_000).toUTCString();
          expect(retryAfterMs({ 'retry-after': String(seconds) }, NOW)).toBe(seconds * 1_000);
          expect(retryAfterMs({ 'retry-after': until, ...date }, NOW)).toBe(seconds * 1_000);
        },
      ),
    );
  });

  it.each<[Record<string, string>, number | undefined]>([
    [{}, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '999999999' }, 86_400_000],
    [{ 'retry-after': 'Tue, 24 Nov 2020 12:00:00 GMT' }, 0],
    [{ ratelimit: '"minute";r=0;t=30' }, 30_000],
    [{ ratelimit: '"minute";r=5;t=30' }, undefined],
    [{ ratelimit: '"minute";r=0;t=30, "day";r=0;t=400, "hour";r=9;t=999' }, 400_000],
    [{ ratelimit: 'limit=100, remaining=0, reset=50' }, 50_000],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '20' }, 20_000],
    [{ 'ratelimit-remaining': '1', 'ratelimit-reset': '20' }, undefined],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1_000 + 90) }, 90_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 1_500) }, 1_500],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': 'never' }, undefined],
    [{ 'retry-after': '3', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '90' }, 3_000],
  ])('are as long as %j says', (headers, ms) => {
    expect(retryAfterMs(headers, NOW)).toBe(ms);
  });
});

describe('answers without success', () => {
  it.each([
    [400, 'refused', false, false],
    [401, 'credentials', false, false],
    [403, 'credentials', false, false],
    [404, 'missing', false, false],
    [408, 'timeout', true, false],
    [410, 'missing', false, false],
    [422, 'refused', false, false],
    [425, 'busy', true, true],
    [429, 'busy', true, true],
    [500, 'failed', true, false],
    [501, 'refused', false, false],
    [503, 'failed', true, false],
    [599, 'failed', true, false],
  ])('of status %d are %s; asked for again by GET: %s, by POST: %s', (status, reason, get, post) => {
    const failure = failureOf({ status, headers: { 'x-request-id': 'a b\n' } }, NOW);
    expect(failure).toMatchObject({ reason, status, requestId: undefined });
    expect([mayRetry('GET', failure), mayRetry('POST', failure)]).toEqual([get, post]);
  });
});
