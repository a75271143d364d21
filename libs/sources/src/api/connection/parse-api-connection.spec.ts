import { AppError } from '@app/platform';
import { httpKind } from '../http-kind';
import { parseApiConnection } from './parse-api-connection';
import { fill, fillJson, placeholdersOf } from './template';

const ORDERS = 'https://api.example.com/v1/orders';
const parse = (more: Record<string, unknown> = {}) =>
  parseApiConnection({ kind: 'http', url: ORDERS, ...more });

function pointersOf(more: Record<string, unknown>): string[] {
  try {
    parse(more);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).errors.map(({ pointer }) => pointer.replace('/connection', ''));
  }
}

describe('the connection of an API', () => {
  it('has defaults, and stays what it is when it is read again', () => {
    const connection = parse();
    expect(connection).toEqual({
      kind: 'http',
      url: ORDERS,
      method: 'GET',
      query: {},
      headers: {},
      secretHeaders: {},
      auth: { type: 'none' },
      delimiter: ',',
      records: '@',
      pagination: { type: 'none' },
      maxPages: 1_000,
      rateLimit: { requestsPerMinute: 60, concurrent: 2 },
      timeoutMs: 30_000,
      maxBytes: 10_485_760,
    });
    expect(parseApiConnection(connection)).toEqual(connection);
    const full = parse({
      method: 'POST',
      query: { state: 'paid', page_size: 100, all: true },
      headers: { Accept: 'application/vnd.api+json' },
      secretHeaders: { 'X-Team': 'x' },
      body: { from: '{{from}}', after: '{{cursor}}' },
      auth: {
        type: 'oauth2ClientCredentials',
        tokenUrl: 'https://id.example.com/token',
        clientId: 'a',
        clientSecret: 'b',
        scope: 'read',
      },
      format: 'json',
      records: 'data.orders[]',
      recordKey: 'id',
      pagination: { type: 'cursor', path: 'data.next' },
      incremental: { type: 'time', path: 'updated_at', initial: '2026-01-01T00:00:00Z', overlapSeconds: 60 },
      rateLimit: { requestsPerMinute: 10 },
    });
    expect(parseApiConnection(full)).toEqual(full);
    expect(full.auth).toMatchObject({ clientAuthentication: 'basic' });
  });

  it('says which of its fields are secret, and which change nothing for them', () => {
    expect(httpKind.secrets).toEqual(
      expect.arrayContaining([
        'auth.password',
        'auth.token',
        'auth.key',
        'auth.clientSecret',
        'secretHeaders.*',
      ]),
    );
    expect(httpKind.harmless).not.toEqual(expect.arrayContaining(['url']));
  });

  it.each<[Record<string, unknown>, string[]]>([
    [{ url: undefined }, ['/url']],
    [{ url: 'ftp://a.example/' }, ['/url']],
    [{ url: 'https://user:pass@a.example/' }, ['/url']],
    [{ url: 'https://{{from}}.example.com/', incremental: { path: 'a', initial: '2026-01-01' } }, ['/url']],
    [{ url: `https://a.example.com:{{to}}/` }, ['/url']],
    [{ url: `${ORDERS}/{{cursor}}`, pagination: { type: 'page' } }, ['/url']],
    [{ url: `${ORDERS}/{{from}}` }, ['/incremental']],
    [{ url: `${ORDERS}/{{from}}`, incremental: { path: 'a' } }, ['/incremental/initial']],
    [{ url: `${ORDERS}/{{env.HOME}}` }, ['/url']],
    [{ query: { a: '{{from' } }, ['/query']],
    [{ query: { a: { b: 1 } } }, ['/query/a']],
    [{ query: [] }, ['/query']],
    [{ unknown: 1, url: ORDERS }, ['/unknown']],
    [{ method: 'DELETE' }, ['/method']],
    [{ headers: { Host: 'other.example' } }, ['/headers/Host']],
    [{ headers: { 'a\r\nb': 'c' } }, ['/headers/a\r\nb']],
    [{ secretHeaders: { 'X-A': 'b\r\nX-Evil: 1' } }, ['/secretHeaders/X-A']],
    [{ body: { a: 1 } }, ['/body']],
    [{ method: 'POST', body: 'text' }, ['/body']],
    [{ auth: { type: 'digest' } }, ['/auth/type']],
    [{ auth: { type: 'basic' } }, ['/auth/username']],
    [{ auth: { type: 'bearer', token: 'a\nb' } }, ['/auth/token']],
    [{ auth: { type: 'bearer', token: 'a', password: 'b' } }, ['/auth/password']],
    [{ auth: { type: 'apiKey', name: 'Content-Length', key: 'k' } }, ['/auth/name']],
    [
      {
        auth: {
          type: 'oauth2ClientCredentials',
          tokenUrl: 'file:///etc/passwd',
          clientId: 'a',
          clientSecret: 'b',
        },
      },
      ['/auth/tokenUrl'],
    ],
    [{ format: 'xml' }, ['/format']],
    [{ records: 'a[' }, ['/records']],
    [{ recordKey: 'join(`,`, a[])'.repeat(60) }, ['/recordKey']],
    [{ pagination: { type: 'cursor', parameter: 'after' } }, ['/pagination/path']],
    [{ pagination: { type: 'cursor', path: 'next' } }, ['/pagination/parameter']],
    [{ pagination: { type: 'page', parameter: 'page', sizeParameter: 'size' } }, ['/pagination/size']],
    [{ pagination: { type: 'link' }, method: 'POST' }, ['/pagination/type']],
    [{ pagination: { type: 'cursor', path: 'next', parameter: 'a' }, format: 'csv' }, ['/pagination/path']],
    [{ query: { a: '{{cursor}}' } }, ['/pagination']],
    [{ incremental: { type: 'time', parameter: 'since' } }, ['/incremental/path']],
    [{ incremental: { type: 'time', path: 'at' } }, ['/incremental/parameter']],
    [{ incremental: { path: 'at', parameter: 'since', initial: 'yesterday' } }, ['/incremental/initial']],
    [
      { incremental: { path: 'at', parameter: 'since', timezone: 'Mars/Olympus' } },
      ['/incremental/timezone'],
    ],
    [{ rateLimit: { requestsPerMinute: 0 } }, ['/rateLimit/requestsPerMinute']],
    [{ rateLimit: { concurrent: 100 }, maxPages: 0 }, ['/rateLimit/concurrent', '/maxPages']],
    [{ format: 'json', maxBytes: 1_000_000_000 }, ['/maxBytes']],
  ])('is refused for %j', (more, pointers) => {
    expect(pointersOf(more).toSorted()).toEqual(pointers.toSorted());
  });

  it('shows no secret in what is wrong with it', () => {
    const wrong = () =>
      parse({ auth: { type: 'bearer', token: 's3cret\n' }, secretHeaders: { a: 's3cret\n' } });
    expect(wrong).toThrow(AppError);
    try {
      wrong();
    } catch (error) {
      expect(JSON.stringify(error)).not.toContain('s3cret');
    }
  });
});

describe('templates', () => {
  const values = { from: 'a b', to: 7, cursor: null };

  it('have placeholders of a closed form', () => {
    expect(placeholdersOf('x={{from}}&y={{cursor}}')).toEqual(['from', 'cursor']);
    for (const text of ['{{ from }}', '{{constructor}}', '{{from', 'from}}', '{{}}', '{{from.length}}'])
      expect([text, placeholdersOf(text)]).toEqual([text, undefined]);
    expect(placeholdersOf('{from}')).toEqual([]);
    expect(placeholdersOf('{"a":{{from}}}')).toEqual(['from']);
  });

  it('are filled once, and values are never templates', () => {
    expect(fill('{{from}}-{{to}}-{{cursor}}', values, encodeURIComponent)).toBe('a%20b-7-');
    expect(fill('{{from}}', { ...values, from: '{{to}}$&' })).toBe('{{to}}$&');
    expect(fillJson({ a: ['{{to}}', 'to {{to}}'], b: '{{cursor}}', c: 1 }, values)).toEqual({
      a: [7, 'to 7'],
      b: null,
      c: 1,
    });
  });
});
