import { anApiWorld, readAll } from '../support/api-source';
import { records, startSampleApi, tagged } from '../support/sample-api';

const { source, clock } = anApiWorld();

describe('asking an API for what is new', () => {
  it('asks a server of times for what is new, with an overlap', async () => {
    const rows = records('ohlc.json') as { date: string }[];
    let known = rows.slice(0, 20);
    const server = await startSampleApi((asked) => {
      const since = Number(asked.url.searchParams.get('since') ?? 0) * 1_000;
      return tagged(
        asked,
        known.filter(({ date }) => Date.parse(`${date}Z`) >= since),
      );
    });
    const connector = source({
      url: server.url,
      recordKey: 'date',
      incremental: {
        type: 'time',
        path: 'date',
        format: 'yyyy-MM-dd',
        parameter: 'since',
        parameterFormat: 'unix',
        overlapSeconds: 86_400,
      },
    });
    const first = await readAll(connector);
    expect([first.error, first.records.length]).toEqual([undefined, 20]);
    expect(server.asked[0]?.url.search).toBe('');
    known = rows.slice(0, 25);
    const second = await readAll(connector, first.position);
    expect(Number(server.asked[1]?.url.searchParams.get('since'))).toBe(
      Date.parse(`${rows[19]?.date}T00:00:00Z`) / 1_000 - 86_400,
    );
    expect(second.records.length).toBeLessThan(10);
    expect(new Set([...first.keys, ...second.keys])).toEqual(new Set(known.map(({ date }) => date)));
    // Fewer than before: where the next run begins goes never back.
    known = rows.slice(0, 3);
    const third = await readAll(connector, second.position);
    expect((third.position as { since: string }).since).toBe((second.position as { since: string }).since);
    // A record of the far future moves it no further than now.
    known = [...rows.slice(0, 25), { date: '2999-01-01' }];
    const fourth = await readAll(connector, third.position);
    expect(Date.parse((fourth.position as { since: string }).since)).toBeLessThanOrEqual(
      clock.now().getTime(),
    );
    await server.close();
  });

  it('asks a server of numbers, or of tokens, for what is new', async () => {
    const server = await startSampleApi((asked) => {
      const after = Number(asked.url.searchParams.get('since_id') ?? 0);
      const items = Array.from({ length: 12 }, (_, i) => ({ id: i + 1 })).filter(({ id }) => id > after);
      return tagged(asked, { items, sync: `token-${asked.url.searchParams.get('sync') === null ? 1 : 2}` });
    });
    const numbers = source({
      url: server.url,
      records: 'items',
      incremental: { type: 'cursor', path: 'id', parameter: 'since_id', initial: '2' },
    });
    const first = await readAll(numbers);
    expect(first.records).toHaveLength(10);
    expect((await readAll(numbers, first.position)).records).toEqual([]);
    expect(server.asked.map(({ url }) => url.search)).toEqual(['?since_id=2', '?since_id=12']);
    const tokens = source({
      url: server.url,
      records: 'items',
      incremental: { type: 'cursor', of: 'page', path: 'sync', parameter: 'sync' },
    });
    const begun = await readAll(tokens);
    const next = await readAll(tokens, begun.position);
    expect([begun.position, next.position]).toMatchObject([{ since: 'token-1' }, { since: 'token-2' }]);
    await server.close();
  });

  it('puts values into URL, query and body, encoded', async () => {
    const server = await startSampleApi((asked) => tagged(asked, []));
    const connector = source({
      url: `${server.url}/v1/{{from}}/events`,
      method: 'POST',
      query: { until: '{{to}}', filter: 'a>{{from}}', empty: '{{cursor}}' },
      body: { range: ['{{from}}', '{{to}}'], after: '{{cursor}}', text: 'since {{from}}' },
      incremental: { type: 'cursor', path: 'id', initial: 'a/b?c&"d"' },
      pagination: { type: 'page', parameter: 'p' },
      headers: { 'X-Team': 'one' },
      secretHeaders: { 'X-Secret': 'two' },
    });
    expect((await readAll(connector)).error).toBeUndefined();
    const [asked] = server.asked;
    expect(asked?.url.pathname).toBe('/v1/a%2Fb%3Fc%26%22d%22/events');
    expect(Object.fromEntries(asked?.url.searchParams ?? [])).toMatchObject({
      filter: 'a>a/b?c&"d"',
      p: '1',
      empty: '1',
    });
    expect(JSON.parse(asked?.body ?? '')).toMatchObject({
      after: 1,
      text: 'since a/b?c&"d"',
      range: ['a/b?c&"d"', expect.stringMatching(/Z$/)],
    });
    expect(asked?.headers).toMatchObject({
      'x-team': 'one',
      'x-secret': 'two',
      'content-type': 'application/json',
    });
    await server.close();
  });

  it('lets no record without a proper time keep the others from being read', async () => {
    const server = await startSampleApi((asked) => tagged(asked, days));
    let days: { day: string | null }[] = [
      { day: '2026-01-01' },
      { day: 'soon' },
      { day: null },
      { day: '2026-01-03' },
    ];
    const connector = source({ url: server.url, incremental: { path: 'day', parameter: 'since' } });
    const run = await readAll(connector);
    expect([run.error, run.records.length, run.position]).toMatchObject([
      undefined,
      4,
      { since: '2026-01-03T00:00:00.000Z' },
    ]);
    days = [{ day: 'soon' }, { day: 'later' }];
    expect((await readAll(connector, run.position)).error).toMatchObject({
      reason: 'invalid',
      message: expect.stringContaining('no time in the format iso8601'),
    });
    await server.close();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['the time', { incremental: { path: 'updated', parameter: 'since' } }, 'any of 2 records of a page'],
    ['the name', { recordKey: 'uid' }, 'is stored once more when it changes'],
    [
      'the token',
      { incremental: { type: 'cursor', of: 'page', path: 'sync', parameter: 'since' } },
      'incremental.path finds nothing on any page',
    ],
  ])('fails where %s of no record is found, and says what finds nothing', async (_what, fields, words) => {
    const server = await startSampleApi((asked) => tagged(asked, { items: [{ n: 1 }, { n: 2 }] }));
    const connector = source({ url: server.url, records: 'items', ...fields });
    const { error } = await readAll(connector);
    expect(error).toMatchObject({ reason: 'invalid', message: expect.stringContaining(words) });
    if ('recordKey' in fields)
      await expect(connector.test(new AbortController().signal)).rejects.toMatchObject({
        message: expect.stringContaining('recordKey finds nothing'),
      });
    await server.close();
  });

  it('notes that nothing is found in some records, once, and reads on', async () => {
    const pages = [[{ id: 1, day: '2026-01-01' }, { day: '2026-01-02' }], [{ id: 3 }], [{ id: null }], []];
    const server = await startSampleApi(({ url }) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(pages[Number(url.searchParams.get('page')) - 1]),
    }));
    const connector = source({
      url: server.url,
      recordKey: 'id',
      pagination: { type: 'page', parameter: 'page' },
      incremental: { path: 'day', parameter: 'since' },
    });
    const { batches, records, error } = await readAll(connector);
    expect([error, records.length]).toEqual([undefined, 4]);
    expect(batches.flatMap(({ notes }) => notes ?? [])).toEqual([
      expect.stringMatching(/^recordKey finds nothing in 1 of 2 records of a page: /),
      expect.stringMatching(/^incremental.path finds nothing in the only record of a page: /),
    ]);
    await server.close();
  });
});
