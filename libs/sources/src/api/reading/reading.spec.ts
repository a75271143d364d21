import { array, assert, constantFrom, integer, oneof, property, string } from 'fast-check';
import { parseApiConnection } from '../connection/parse-api-connection';
import { fingerprint } from '../../fingerprint';
import { readPosition, remembered } from './api-position';
import { laterOf, nextSince, runValues } from './mark';
import { nextToken } from './next-page';

const connectionOf = (more: Record<string, unknown>) =>
  parseApiConnection({ kind: 'http', url: 'https://api.example.com/v1/orders', ...more });

describe('the link to the next page', () => {
  const linked = connectionOf({
    pagination: { type: 'link' },
    auth: { type: 'apiKey', in: 'query', name: 'key', key: 'k' },
  });
  const next = (link: string) =>
    nextToken(linked, null, { url: 'https://api.example.com/v1/orders?page=1', headers: { link } }, null, 1);

  it.each([
    ['<https://api.example.com/v1/orders?page=2>; rel="next"', 'https://api.example.com/v1/orders?page=2'],
    ['<?page=0>; rel=prev, <?page=2>; rel=next', 'https://api.example.com/v1/orders?page=2'],
    ['<?page=2>; title="a, b; rel=x"; rel="last next"', 'https://api.example.com/v1/orders?page=2'],
    ['<?a=1,2;3>; type="x" ; REL=Next', 'https://api.example.com/v1/orders?a=1,2;3'],
    ['</v2/more#part>; rel=next', 'https://api.example.com/v2/more'],
    ['<?key=k&page=2>; rel=next', 'https://api.example.com/v1/orders?page=2'],
    ['<?page=2>; rel="nextish"', undefined],
    ['<?page=9>; rel="last"', undefined],
    ['', undefined],
    [`<${'<'.repeat(5_000)}; rel=next`, undefined],
  ])('of %.60s', (header, url) => {
    expect(next(header)).toBe(url);
  });

  it.each([
    '<https://evil.example/?page=2>; rel=next',
    '<http://api.example.com/v1/orders?page=2>; rel=next',
    '<https://api.example.com:8443/>; rel=next',
    '<//evil.example/>; rel=next',
    '<https://user@api.example.com/>; rel=next',
    '<file:///etc/passwd>; rel=next',
  ])('is not followed by %s', (header) => {
    expect(() => next(header)).toThrow(expect.objectContaining({ reason: 'refused' }));
  });

  it('takes no time to find in a header that is made to take it', () => {
    const began = performance.now();
    for (const part of ['<', '<a>;', '<a>; b', '; ', '<a>; rel="', '<a>;b=c'])
      next(part.repeat(Math.floor(16_000 / part.length)));
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('how far an API was read', () => {
  const time = connectionOf({
    incremental: { type: 'time', path: 'at', parameter: 'since', overlapSeconds: 60 },
  }).incremental;
  const numbers = connectionOf({
    incremental: { type: 'cursor', path: 'id', parameter: 'since' },
  }).incremental;
  const mark = oneof(
    integer({ min: 0 }),
    integer({ min: 0 }).map(String),
    string({ minLength: 1 }),
    constantFrom('9', 10, '10', '009'),
  );

  it('never goes back', () => {
    assert(
      property(array(mark, { minLength: 1 }), (marks) => {
        let since: string | number | null = null;
        for (const seen of marks) {
          const next = nextSince(numbers, since, seen, 0);
          expect(laterOf(since, next)).toBe(next);
          since = next;
        }
      }),
    );
  });

  it('counts digits as numbers, however many they are', () => {
    expect(laterOf('9', '10')).toBe('10');
    expect(laterOf(9, '10')).toBe('10');
    expect(laterOf('9007199254740993', '9007199254740992')).toBe('9007199254740993');
    expect(laterOf('01HZB', '01HZA')).toBe('01HZB');
    expect(laterOf(1.5, 1.25)).toBe(1.5);
    expect(laterOf(null, 3)).toBe(3);
  });

  it('is asked from with an overlap, in the format of the API', () => {
    const to = Date.UTC(2026, 10, 24, 12);
    expect(runValues(time, null, to)).toEqual({ from: null, to: '2026-11-24T12:00:00.000Z' });
    expect(runValues(time, '2026-11-24T11:00:00.000Z', to).from).toBe('2026-11-24T10:59:00.000Z');
    const local = connectionOf({
      incremental: {
        path: 'at',
        parameter: 'since',
        format: 'dd.MM.yyyy HH:mm',
        timezone: 'Europe/Berlin',
        initial: '2026-07-01T00:00:00Z',
      },
    }).incremental;
    expect(runValues(local, null, to)).toEqual({ from: '01.07.2026 02:00', to: '24.11.2026 13:00' });
    expect(nextSince(time, '2026-11-24T11:00:00.000Z', '2999-01-01T00:00:00.000Z', to)).toBe(
      '2026-11-24T12:00:00.000Z',
    );
  });

  it('is told by a position of the same question alone, whatever the order of its fields', () => {
    expect(fingerprint({ a: 1, b: [{ c: 1, d: 2 }] })).toBe(fingerprint({ b: [{ d: 2, c: 1 }], a: 1 }));
    expect(fingerprint([1, 2])).not.toBe(fingerprint([2, 1]));
    expect(readPosition({ question: 'q', since: 5 }, 'q')).toEqual({ question: 'q', since: 5 });
    for (const other of [null, {}, { question: 'p', since: 5 }, { question: 'q' }])
      expect(readPosition(other, 'q')).toEqual({ question: 'q', since: null });
  });

  it('remembers so many pages, and nothing that is long', () => {
    let pages: ReturnType<typeof remembered> = [];
    for (let i = 0; i < 100; i++) pages = remembered(pages, { etag: `"${i}"`, next: i + 1 });
    expect(pages).toHaveLength(40);
    expect(remembered([], { etag: `"${'x'.repeat(600)}"` })).toEqual([null]);
    expect(remembered([], { next: 2 })).toEqual([null]);
  });
});
