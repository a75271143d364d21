import { anApiWorld, readAll } from '../support/api-source';
import { dataset, paged, records, type SampleApi, startSampleApi, tagged } from '../support/sample-api';

const MOVIES = records('movies.json');
const WEATHER = dataset('seattle-weather.csv');
const WEATHER_ROWS = WEATHER.trim().split('\n').length - 1;

let api: SampleApi;
let movies = MOVIES;
const { source } = anApiWorld();

beforeAll(async () => {
  api = await startSampleApi((asked) => {
    const { searchParams, pathname } = asked.url;
    const size = Number(searchParams.get('limit') ?? 500);
    switch (pathname) {
      case '/movies':
        return paged(asked, movies);
      case '/by-cursor': {
        const from = Number(
          searchParams.get('after') ?? (JSON.parse(asked.body || '{}') as { after?: number }).after ?? 0,
        );
        const next = from + size < MOVIES.length ? from + size : null;
        return tagged(asked, {
          items: MOVIES.slice(from, from + size),
          paging: { next, more: next !== null },
        });
      }
      case '/by-link': {
        const from = Number(searchParams.get('from') ?? 0);
        const next = from + size < MOVIES.length ? `?from=${from + size}&key=k3y` : null;
        return tagged(asked, { results: MOVIES.slice(from, from + size), next });
      }
      case '/by-page': {
        const page = Number(searchParams.get('page'));
        const part = MOVIES.slice(page * size, (page + 1) * size);
        return part.length === 0 && searchParams.has('strict') ? { status: 404 } : tagged(asked, part);
      }
      case '/by-offset': {
        // No more than 300 at once, whatever is asked for.
        const from = Number(searchParams.get('offset'));
        return tagged(asked, MOVIES.slice(from, from + Math.min(300, size)));
      }
      case '/weather.csv':
        return { headers: { 'content-type': 'text/csv; charset=utf-8' }, body: WEATHER };
      case '/movies.ndjson':
        return {
          headers: { 'content-type': 'application/x-ndjson' },
          body: MOVIES.map((each) => JSON.stringify(each)).join('\n'),
        };
      default:
        return { status: 404 };
    }
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.asked.length = 0;
  movies = MOVIES;
});

const names = (all: unknown[]): unknown[] => all.map((each) => (each as { Title: unknown }).Title);

describe('reading an API', () => {
  it('follows the links of its pages, batch by batch', async () => {
    const connector = source({
      url: `${api.url}/movies`,
      query: { per_page: 500 },
      pagination: { type: 'link' },
    });
    const run = await readAll(connector, null, { batchSize: 200 });
    expect(run.error).toBeUndefined();
    expect(names(run.records)).toEqual(names(MOVIES));
    expect(Math.max(...run.batches.map((each) => each.records.length))).toBe(200);
    expect(run.keys).toEqual(MOVIES.map(() => null));
    expect(api.asked).toHaveLength(7);
  });

  it('asks for each page again only if it has changed', async () => {
    const connector = source({
      url: `${api.url}/movies`,
      query: { per_page: 500 },
      pagination: { type: 'link' },
    });
    const first = await readAll(connector);
    api.asked.length = 0;
    const same = await readAll(connector, first.position);
    expect([same.records, same.batches, api.asked.length]).toEqual([[], [], 7]);
    expect(api.asked.every(({ headers }) => headers['if-none-match'] !== undefined)).toBe(true);
    movies = [...MOVIES, { Title: 'The Last One' }];
    const more = await readAll(connector, first.position);
    expect(names(more.records)).toEqual([...names(MOVIES.slice(3_000)), 'The Last One']);
    const after = await readAll(connector, more.position);
    expect(after.records).toEqual([]);
  });

  it.each([
    [
      'a cursor in a parameter',
      '/by-cursor',
      { records: 'items', pagination: { type: 'cursor', path: 'paging.next', parameter: 'after' } },
      7,
    ],
    [
      'a cursor and a word that there is more',
      '/by-cursor',
      {
        records: 'items',
        pagination: { type: 'cursor', path: 'paging.more && paging.next', parameter: 'after' },
      },
      7,
    ],
    [
      'a cursor in a body',
      '/by-cursor',
      {
        method: 'POST',
        body: { after: '{{cursor}}' },
        records: 'items',
        pagination: { type: 'cursor', path: 'paging.next' },
      },
      7,
    ],
    [
      'links in the body',
      '/by-link',
      {
        records: 'results',
        pagination: { type: 'link', path: 'next' },
        auth: { type: 'apiKey', in: 'query', name: 'key', key: 'k3y' },
      },
      7,
    ],
    [
      'page numbers until one is empty',
      '/by-page',
      { pagination: { type: 'page', parameter: 'page', first: 0 } },
      8,
    ],
    [
      'page numbers until one is missing',
      '/by-page',
      { query: { strict: true }, pagination: { type: 'page', parameter: 'page', first: 0 } },
      8,
    ],
    [
      'offsets of a server that gives fewer than it is asked for',
      '/by-offset',
      { pagination: { type: 'offset', parameter: 'offset', sizeParameter: 'limit', size: 1_000 } },
      12,
    ],
  ])('reads pages by %s', async (_how, path, connection, requests) => {
    const run = await readAll(source({ url: api.url + path, ...connection }));
    expect(run.error).toBeUndefined();
    expect(names(run.records)).toEqual(names(MOVIES));
    expect(api.asked).toHaveLength(requests);
    expect(JSON.stringify(run.position)).not.toContain('k3y');
  });

  it('tells ids of 64 bits apart, and asks for what is behind one by all of its digits', async () => {
    const server = await startSampleApi(({ url }) => {
      const [id, more] = url.searchParams.has('after')
        ? ['9007199254740994', false]
        : ['9007199254740992', true];
      return {
        headers: { 'content-type': 'application/json' },
        body: `{"items":[{"id":${id}},{"id":${id.slice(0, -1)}${Number(id.at(-1)) + 1}}],"more":${more}}`,
      };
    });
    const run = await readAll(
      source({
        url: server.url,
        records: 'items',
        recordKey: 'id',
        pagination: { type: 'cursor', path: 'more && items[-1].id', parameter: 'after' },
      }),
    );
    expect(run.error).toBeUndefined();
    expect(run.keys).toEqual([2, 3, 4, 5].map((digit) => `900719925474099${digit}`));
    expect(server.asked.at(-1)?.url.searchParams.get('after')).toBe('9007199254740993');
    await server.close();
  });

  it('reads CSV and NDJSON while they come', async () => {
    const csv = await readAll(source({ url: `${api.url}/weather.csv`, recordKey: 'date' }), null, {
      batchSize: 100,
    });
    expect(csv.error).toBeUndefined();
    expect(csv.records).toHaveLength(WEATHER_ROWS);
    expect(csv.records[0]).toMatchObject({
      weather: 'drizzle',
      date: expect.stringMatching(/^2012/),
      precipitation: '0.0',
    });
    expect(new Set(csv.keys).size).toBe(WEATHER_ROWS);
    const lines = await readAll(source({ url: `${api.url}/movies.ndjson` }), null, { batchSize: 100 });
    expect(names(lines.records)).toEqual(names(MOVIES));
  });

  it('goes on where a run broke off, and loses nothing', async () => {
    const connector = source({
      url: `${api.url}/by-cursor`,
      records: 'items',
      recordKey: 'Title',
      pagination: { type: 'cursor', path: 'paging.next', parameter: 'after' },
    });
    const whole = await readAll(connector);
    for (const most of [1, 2, 5, 8]) {
      const begun = await readAll(connector, null, { batchSize: 150, most });
      api.asked.length = 0;
      const rest = await readAll(connector, begun.position, { batchSize: 150 });
      expect(new Set([...begun.keys, ...rest.keys])).toEqual(new Set(whole.keys));
      // From the page that it was at, not from the beginning.
      expect(api.asked).toHaveLength(7 - Math.floor((most * 150) / 600));
      expect(rest.position).toMatchObject({ since: null });
      expect(rest.position).not.toHaveProperty('run');
    }
  });

  it('goes on in the middle of a page that has not changed, and begins it anew when it has', async () => {
    let rows = WEATHER;
    const server = await startSampleApi(() => ({ headers: { 'content-type': 'text/csv' }, body: rows }));
    const connector = source({ url: server.url, recordKey: 'date' });
    const begun = await readAll(connector, null, { batchSize: 100, most: 7 });
    // One batch is held back until the next one is there.
    expect(begun.records).toHaveLength(700);
    const rest = await readAll(connector, begun.position, { batchSize: 100 });
    expect(rest.records).toHaveLength(WEATHER_ROWS - 700);
    expect(new Set([...begun.keys, ...rest.keys]).size).toBe(WEATHER_ROWS);
    rows = WEATHER.replace('2012-01-02,10.9', '2012-01-02,11.9');
    const anew = await readAll(connector, begun.position, { batchSize: 100 });
    expect(anew.records).toHaveLength(WEATHER_ROWS);
    rows = WEATHER.slice(0, 5_000);
    const shorter = await readAll(connector, begun.position, { batchSize: 100 });
    expect([shorter.error, shorter.records.length < 700, shorter.records.length > 100]).toEqual([
      undefined,
      true,
      true,
    ]);
    await server.close();
  });

  it('keeps what it has read when a later page fails, and begins anew when the cursor is known no more', async () => {
    const connector = source({
      url: `${api.url}/by-cursor`,
      records: 'items',
      pagination: { type: 'cursor', path: 'paging.next', parameter: 'after' },
    });
    const page = (from: number) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ items: MOVIES.slice(from, from + 500), paging: { next: from + 500 } }),
    });
    api.first(page(0), page(500), { status: 400 });
    const failed = await readAll(connector);
    expect(failed.records).toHaveLength(1_000);
    expect(failed.error).toMatchObject({ reason: 'refused', status: 400 });
    api.first({ status: 410 });
    const again = await readAll(connector, failed.position);
    expect(again.error).toBeUndefined();
    expect(again.records).toHaveLength(MOVIES.length);
  });

  it('reads so many pages and goes on with the next run', async () => {
    const connector = source({
      url: `${api.url}/movies`,
      query: { per_page: 500 },
      pagination: { type: 'link' },
      maxPages: 3,
    });
    const runs = [await readAll(connector)];
    while (runs.length < 3) runs.push(await readAll(connector, runs.at(-1)?.position));
    expect(runs.map((each) => each.records.length)).toEqual([1_500, 1_500, 201]);
  });

  it('gives up on pages that go round in a circle', async () => {
    const next = { link: `<${api.url}/movies?page=2>; rel="next"`, 'content-type': 'application/json' };
    const one = { headers: next, body: '[{"Title":1}]' };
    api.first(one, one);
    const linked = await readAll(source({ url: `${api.url}/movies`, pagination: { type: 'link' } }));
    expect(linked.error).toMatchObject({ reason: 'invalid', message: expect.stringContaining('circle') });
    expect(api.asked).toHaveLength(2);
    const same = { headers: { 'content-type': 'application/json' }, body: '[{"Title":1}]' };
    api.first(same, same);
    const numbered = await readAll(
      source({ url: `${api.url}/by-page`, pagination: { type: 'page', parameter: 'page' } }),
    );
    expect(numbered.error).toMatchObject({ reason: 'invalid', message: expect.stringContaining('circle') });
  });

  it('begins anew when something else is asked for', async () => {
    const read = await readAll(source({ url: `${api.url}/movies` }));
    const other = await readAll(source({ url: `${api.url}/movies`, query: { per_page: 50 } }), read.position);
    expect(other.records).toHaveLength(50);
    expect((await readAll(source({ url: `${api.url}/movies` }), read.position)).records).toEqual([]);
  });

  it('tests with one request, and says what the records have', async () => {
    const connector = source({
      url: `${api.url}/by-cursor`,
      records: 'items',
      pagination: { type: 'cursor', path: 'paging.next', parameter: 'after' },
    });
    const { signal } = new AbortController();
    await connector.test(signal);
    expect(api.asked).toHaveLength(1);
    const { tables } = await connector.introspect(signal);
    expect(tables).toMatchObject([{ schema: null, name: 'by-cursor' }]);
    const columns = Object.fromEntries((tables[0]?.columns ?? []).map((each) => [each.name, each]));
    expect(columns.Title).toMatchObject({
      nativeType: 'number or string',
      samples: expect.arrayContaining(['The Land Girls']),
    });
    expect(columns['"US Gross"']).toMatchObject({ type: 'number', nativeType: 'number', nullable: true });
    const weather = await source({ url: `${api.url}/weather.csv` }).introspect(signal);
    const types = Object.fromEntries(
      (weather.tables[0]?.columns ?? []).map(({ name, type }) => [name, type]),
    );
    expect(types).toMatchObject({ date: 'date', precipitation: 'number', weather: 'string' });
    const wrong = source({ url: `${api.url}/by-cursor`, records: 'things' });
    await expect(wrong.test(signal)).rejects.toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('records finds no list at things'),
    });
  });

  it('ends what is under way when it is closed', async () => {
    const server = await startSampleApi(() => () => {});
    const connector = source({ url: server.url });
    const reading = readAll(connector);
    while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await connector.close();
    await connector.close();
    expect((await reading).error).toMatchObject({ reason: 'aborted' });
    await server.close();
  });
});
