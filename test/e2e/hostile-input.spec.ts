import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { overSocket } from '../support/raw-request';
import { aWorld, type World } from '../support/world';

interface Operation {
  method: string;
  path: string;
  query: string[];
}

/** Values that break parsers, drivers and databases: NUL, lone surrogates, huge and non-finite numbers, deep nesting. */
const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '%00',
    '../..',
    "' OR 1=1 --",
    '{',
    '[]',
    'null',
    '1e999',
    '-1',
    'NaN',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
const FIELDS = [
  'metrics',
  'metric',
  'aggregation',
  'percentile',
  'as',
  'timeRange',
  'from',
  'to',
  'interval',
  'timezone',
  'groupBy',
  'filters',
  'dimension',
  'operator',
  'values',
  'or',
  'orderBy',
  'limit',
  'points',
  'value',
  'timestamp',
  'dimensions',
  'id',
  'email',
  'password',
  'name',
  'roles',
  'layout',
  'items',
  'columns',
  'type',
  'title',
  'config',
  'query',
  'display',
  'dashboardId',
  'position',
  'refreshToken',
  'tags',
  'visibility',
  'description',
  'unit',
  '__proto__',
  'constructor',
];
const hostileJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    hostileText,
    fc.double(),
    fc.integer(),
    fc.constantFrom(null, true, false, 1e308, -0),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 6 }),
  ),
})).value;
const contentType = fc.constantFrom(
  'application/json',
  'application/json',
  'application/json',
  'application/x-ndjson',
  'text/csv',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
  'multipart/form-data',
);

const document = JSON.parse(readFileSync('openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, { parameters?: { in: string; name: string }[] }>>;
};

const operations: Operation[] = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    query: (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name),
  })),
);

describe('hostile input', () => {
  let world: World;

  beforeAll(async () => {
    world = await aWorld();
  });
  afterAll(() => world.close());

  it.each(operations.filter(({ path }) => path !== '/api/v1/auth/logout'))(
    '$method $path never answers 500, and every refusal is problem+json',
    async ({ method, path, query }) => {
      const parameters = fc.dictionary(fc.constantFrom(...query, 'unknown'), hostileText, { maxKeys: 4 });
      await fc.assert(
        fc.asyncProperty(
          hostileText,
          parameters,
          hostileJson,
          contentType,
          async (id, search, body, type) => {
            const url = path.replace(/\{\w+\}/g, encodeURIComponent(id.toWellFormed()) || 'x');
            const text = new URLSearchParams(
              Object.entries(search).map(([name, value]) => [name, value.toWellFormed()] as [string, string]),
            ).toString();
            const withBody = method !== 'GET' && method !== 'HEAD';
            const answer = await world.request(method, `${url}${text ? `?${text}` : ''}`, {
              token: world.admin.token,
              ...(withBody ? { body: JSON.stringify(body), headers: { 'content-type': type } } : {}),
            });
            if (answer.status < 400) return;
            expect(answer.status).toBeLessThan(500);
            expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
            expect(answer.body).toMatchObject({
              status: answer.status,
              code: expect.any(String),
              requestId: expect.any(String),
            });
          },
        ),
        { numRuns: 40 },
      );
    },
  );

  it.each([
    [
      'too many header bytes',
      `GET / HTTP/1.1\r\nhost: x\r\nx-long: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['no HTTP at all', 'hello there\r\n\r\n', 400, 'MALFORMED_BODY'],
    [
      'both lengths',
      'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n',
      400,
      'MALFORMED_BODY',
    ],
  ])('%s is answered with a problem too', async (_case, bytes, status, code) => {
    const answer = await overSocket(world.api, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain(`"code":"${code}"`);
  });
});
