import { paged, records, type SampleApi, startSampleApi } from '../support/sample-api';
import { aWorld, type World } from '../support/world';

interface Source {
  id: string;
  version: number;
  type: string;
  connection: { auth: Record<string, unknown>; secretHeaders: Record<string, unknown> } & Record<
    string,
    unknown
  >;
}
interface Tested {
  ok: boolean;
  reason: string | null;
  message: string | null;
}
interface Schema {
  tables: { name: string; columns: { name: string; type: string }[]; proposed: Record<string, string[]> }[];
}
interface Problem {
  code: string;
  detail: string;
  errors: { pointer: string; message: string }[];
}

const TOKEN = 'correct-horse-battery';
const PRICES = records('ohlc.json');
let world: World;
let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi((asked) =>
    asked.headers.authorization === `Bearer ${TOKEN}` && asked.headers['x-tenant-key'] === 'k1'
      ? paged(asked, PRICES)
      : { status: 401, body: `not ${asked.headers.authorization}` },
  );
  world = await aWorld({ env: { OUTBOUND_ALLOW: '127.0.0.1' } });
});
afterAll(async () => {
  await world?.close();
  await api?.close();
});

const ask = <B>(method: string, path: string, body?: unknown) =>
  world.request<B>(method, `/api/v1/data-sources${path}`, { token: world.admin.token, body });
const connection = (more: object = {}) => ({
  kind: 'http',
  url: `${api.url}/v1/prices`,
  query: { per_page: 20 },
  auth: { type: 'bearer', token: TOKEN },
  secretHeaders: { 'X-Tenant-Key': 'k1' },
  pagination: { type: 'link' },
  ...more,
});
const aSource = async (more: object = {}): Promise<Source> => {
  const { status, body } = await ask<Source>('POST', '', { name: 'Prices', connection: connection(more) });
  expect([status, body.type]).toEqual([201, 'api']);
  return body;
};

describe('an API as a data source', () => {
  it('is made, tried, and says what it has; its secrets are never shown', async () => {
    const source = await aSource();
    expect(source.connection).toMatchObject({
      auth: { type: 'bearer', token: '***' },
      secretHeaders: { 'X-Tenant-Key': '***' },
      rateLimit: { requestsPerMinute: 60, concurrent: 2 },
    });
    const tested = await ask<Tested>('POST', `/${source.id}/test`);
    expect(tested.body).toMatchObject({ ok: true, reason: null });
    const { body } = await ask<Schema>('GET', `/${source.id}/schema`);
    expect(body.tables).toMatchObject([
      {
        name: 'prices',
        proposed: { time: ['date'], value: ['open', 'high', 'low', 'close', 'ret'], dimension: ['signal'] },
      },
    ]);
    const stored = await world.database.query('SELECT row_to_json(s)::text AS row FROM data_source s');
    for (const text of [JSON.stringify(source), JSON.stringify(tested.body), JSON.stringify(stored.rows)]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain('"k1"');
    }
  });

  it('keeps its secrets when another page size is asked for, and not when another host is', async () => {
    const source = await aSource();
    const more = { connection: { ...source.connection, query: { per_page: 10 } } };
    expect((await ask<Source>('PATCH', `/${source.id}`, more)).status).toBe(200);
    expect((await ask<Tested>('POST', `/${source.id}/test`)).body.ok).toBe(true);
    const elsewhere = { connection: { ...source.connection, url: 'https://elsewhere.example/v1/prices' } };
    const { status, body } = await ask<Problem>('PATCH', `/${source.id}`, elsewhere);
    expect([status, body.errors.map(({ pointer }) => pointer)]).toEqual([
      400,
      ['/connection/auth/token', '/connection/secretHeaders/X-Tenant-Key'],
    ]);
  });

  it('says why it cannot be read, in words that tell no secret', async () => {
    const wrong = { auth: { type: 'bearer', token: 'another-secret' } };
    const { body } = await ask<Tested>('POST', '/test', { connection: connection(wrong) });
    expect(body).toMatchObject({
      ok: false,
      reason: 'credentials',
      message: expect.stringContaining('It answered 401.'),
    });
    expect(body.message).not.toContain('another-secret');
    const { status, body: problem } = await ask<Problem>('POST', '', {
      name: 'Prices',
      connection: connection({ records: 'a[', retries: 3 }),
    });
    expect([status, problem.code, problem.errors.map(({ pointer }) => pointer).toSorted()]).toEqual([
      400,
      'VALIDATION_FAILED',
      ['/connection/records', '/connection/retries'],
    ]);
    // Each place is named once.
    for (const text of [problem.detail, ...problem.errors.map(({ message }) => message)])
      expect(text.split('/connection/').length).toBe(text === problem.detail ? 2 : 1);
  });

  it('is left alone while it fails, which can be seen', async () => {
    const source = await aSource();
    const failing = Array.from({ length: 5 }, () => ({ status: 500 }));
    api.first(...failing);
    for (const _ of failing) await ask('POST', `/${source.id}/test`);
    const asked = api.asked.length;
    const { body } = await ask<Tested>('POST', `/${source.id}/test`);
    expect(body).toMatchObject({
      ok: false,
      reason: 'busy',
      message:
        'The source has to be waited for. It failed several times in a row and is left alone for a while. ' +
        'The last time: The source failed at what it was asked. It answered 500.',
    });
    expect(api.asked).toHaveLength(asked);
    const { body: text } = await world.request<string>('GET', '/metrics', { token: world.admin.token });
    expect(text).toMatch(/^vitrine_source_circuits_open 1$/m);
    expect(text).toMatch(/^vitrine_source_request_duration_seconds_count\{outcome="failed"\} 5$/m);
  });
});
