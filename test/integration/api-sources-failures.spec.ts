import { brotliCompressSync, gzipSync } from 'node:zlib';
import { UnreadableRecord } from '@app/sources';
import { eventually } from '../support/eventually';
import { anApiWorld as aWorld, readAll } from '../support/api-source';
import { paged, records, type Reply, type SampleApi, startSampleApi } from '../support/sample-api';

const CARS = records('cars.json');
const JSON_TYPE = { 'content-type': 'application/json' };

let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi((asked) => paged(asked, CARS));
});
afterAll(() => api.close());
beforeEach(() => void api.asked.splice(0));

const path = (search = '') => ({ url: `${api.url}/cars${search}` });

describe('attempts', () => {
  const cut: Reply = (reply) => void reply.writeHead(200, JSON_TYPE).write('[{"a":', () => reply.destroy());
  const dropped: Reply = (reply) => void reply.destroy();

  it.each<[string, Reply[], number[]]>([
    ['errors of the server', [{ status: 500 }, { status: 502 }, { status: 504 }], [375, 750, 1_500]],
    ['a request that came too late', [{ status: 408 }], [375]],
    ['a connection that is dropped', [dropped], [375]],
    ['an answer that is cut', [cut, cut], [375, 750]],
    ['seconds that it is asked to wait', [{ status: 429, headers: { 'retry-after': '7' } }], [7_500]],
    [
      'the limits of an answer',
      [{ status: 429, headers: { ratelimit: '"minute";r=0;t=12, "day";r=9;t=9000' } }],
      [12_500],
    ],
    [
      'a limit that is told by 403',
      [{ status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '3' } }],
      [3_500],
    ],
    [
      'a date that it is asked to wait for, by the clock of the server',
      [
        {
          status: 503,
          headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:09 GMT', date: 'Wed, 21 Oct 2015 07:28:00 GMT' },
        },
      ],
      [9_500],
    ],
  ])('outlive %s', async (_what, replies, waits) => {
    const world = aWorld();
    api.first(...replies);
    const run = await readAll(world.source(path('?per_page=500')));
    expect([run.error, run.records.length]).toEqual([undefined, CARS.length]);
    expect(api.asked).toHaveLength(replies.length + 1);
    expect(world.waits).toEqual(waits);
  });

  it('end after four', async () => {
    const world = aWorld();
    api.first(
      { status: 500 },
      { status: 500 },
      { status: 500 },
      { status: 500, headers: { 'x-request-id': 'req-4' } },
    );
    const { error } = await readAll(world.source(path()));
    expect(error).toMatchObject({
      name: 'ApiIntegrationError',
      reason: 'failed',
      retryable: true,
      status: 500,
      attempts: 4,
      requestId: 'req-4',
    });
  });

  it('end when it is asked to wait for long, and say for how long', async () => {
    const world = aWorld();
    api.first({ status: 429, headers: { 'retry-after': '3600' } });
    const { error } = await readAll(world.source(path()));
    expect(error).toMatchObject({
      reason: 'busy',
      retryable: true,
      status: 429,
      attempts: 1,
      retryAfterMs: 3_600_000,
    });
    // Nobody asks it before.
    const soon = world.source(path()).test(new AbortController().signal);
    await expect(soon).rejects.toMatchObject({ reason: 'busy', attempts: 0 });
    expect(api.asked).toHaveLength(1);
    world.clock.offsetMs += 3_600_000;
    await world.source(path()).test(new AbortController().signal);
  });

  it.each([
    [400, 'refused'],
    [401, 'credentials'],
    [403, 'credentials'],
    [404, 'missing'],
    [501, 'refused'],
    [302, 'refused'],
  ])('are not made again after %d', async (status, reason) => {
    api.first({ status });
    const { error } = await readAll(aWorld().source(path()));
    expect(error).toMatchObject({ reason, retryable: false, attempts: 1 });
    expect(api.asked).toHaveLength(1);
  });

  it('are not made again where they may have done something', async () => {
    const post = { ...path(), method: 'POST' };
    for (const reply of [{ status: 500 }, dropped]) {
      api.first(reply);
      expect((await readAll(aWorld().source(post))).error).toMatchObject({ retryable: true, attempts: 1 });
    }
    api.first({ status: 429, headers: { 'retry-after': '1' } });
    expect((await readAll(aWorld().source(post))).error).toBeUndefined();
    api.first({ status: 307, headers: { location: '/elsewhere' } });
    expect((await readAll(aWorld().source(post))).error).toMatchObject({ reason: 'refused', status: 307 });
  });

  it('are called off together with the run', async () => {
    const stop = new AbortController();
    const world = aWorld({ waits: true });
    api.first({ status: 429, headers: { 'retry-after': '60' } });
    const reading = readAll(world.source(path()), null, { signal: stop.signal });
    while (api.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await reading).error).toMatchObject({ reason: 'aborted' });
  });
});

describe('bounds', () => {
  const slow: Reply = () => {};
  const dripping: Reply = (reply) => {
    reply.writeHead(200, JSON_TYPE);
    const timer = setInterval(() => reply.write(' '), 20);
    reply.on('close', () => clearInterval(timer));
  };

  it.each([
    ['never begins', slow],
    ['never ends', dripping],
  ])('hold for an answer that %s', async (_what, reply) => {
    api.first(reply);
    const test = aWorld()
      .source({ ...path(), timeoutMs: 200 })
      .test(new AbortController().signal);
    await expect(test).rejects.toMatchObject({ reason: 'timeout', attempts: 1 });
  });

  const bomb = Buffer.alloc(30_000_000, ' ');
  it.each<[string, Reply, Record<string, unknown>]>([
    ['is large', { headers: JSON_TYPE, body: JSON.stringify(CARS) }, { maxBytes: 10_000 }],
    ['is a gzip bomb', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(bomb) }, {}],
    [
      'is a Brotli bomb',
      { headers: { ...JSON_TYPE, 'content-encoding': 'br' }, body: brotliCompressSync(bomb) },
      {},
    ],
    [
      'is a bomb of lines',
      {
        headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' },
        body: gzipSync(bomb),
      },
      {},
    ],
    [
      'is a bomb of CSV',
      {
        headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
        body: gzipSync('a\n"' + 'x'.repeat(9_000_000)),
      },
      {},
    ],
    [
      'has columns without end',
      {
        headers: { 'content-type': 'text/csv', 'content-encoding': 'gzip' },
        body: gzipSync(
          `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n${`${','.repeat(99_999)}\n`.repeat(90)}`,
        ),
      },
      {},
    ],
  ])('hold for an answer that %s', async (_what, reply, connection) => {
    api.first(reply);
    const before = process.memoryUsage().rss;
    const { error } = await readAll(aWorld().source({ ...path(), ...connection }));
    expect((error as { reason: string }).reason).toMatch(/too-large|invalid/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
    expect(api.asked).toHaveLength(1);
  });

  it('hold for a page of many tiny objects, before it is parsed, in the memory that there is for pages', async () => {
    const world = aWorld({ memoryMb: 16 });
    const body = `[${'{},'.repeat(200_000)}{}]`;
    api.first({ headers: JSON_TYPE, body });
    const { error } = await readAll(world.source(path()));
    expect(error).toMatchObject({
      reason: 'too-large',
      message: expect.stringContaining('16 MiB of memory'),
    });
    // The same as text: braces in texts make no objects.
    api.first({ headers: JSON_TYPE, body: JSON.stringify([{ text: body }]) });
    expect((await readAll(world.source(path()))).records).toEqual([{ text: body }]);
  });

  it('let pages wait for each other where there is no memory for both', async () => {
    const world = aWorld({ memoryMb: 16 });
    const records = Array.from({ length: 60_000 }, (_, n) => ({ n }));
    const reply = { headers: JSON_TYPE, body: JSON.stringify(records) };
    api.first(reply, reply, reply);
    const signal = new AbortController();
    const options = { signal: new AbortController().signal, batchSize: 1_000 };
    const first = world.source(path(), 'a').read(null, options)[Symbol.asyncIterator]();
    await first.next();
    const called = readAll(world.source(path(), 'b'), null, { signal: signal.signal });
    const second = readAll(world.source(path(), 'c'));
    await eventually(() => api.asked.length === 3, 'all pages are there');
    signal.abort();
    expect((await called).error).toMatchObject({ reason: 'aborted' });
    const isWaiting = await Promise.race([second.then(() => false), Promise.resolve(true)]);
    expect(isWaiting).toBe(true);
    await first.return?.(undefined);
    expect((await second).records).toHaveLength(60_000);
  });

  it('keep the records in hand few where they are long', async () => {
    const row = JSON.stringify({ text: 'x'.repeat(900_000) });
    const body = gzipSync(`${row}\n`.repeat(30));
    api.first({ headers: { 'content-type': 'application/x-ndjson', 'content-encoding': 'gzip' }, body });
    const source = aWorld().source({ ...path(), maxBytes: 100_000_000 });
    const sizes: number[] = [];
    for await (const { records: some } of source.read(null, {
      signal: new AbortController().signal,
      batchSize: 500,
    }))
      sizes.push(some.length);
    expect(sizes).toEqual([9, 9, 9, 3]);
  });

  it('let compressed answers through', async () => {
    const body = JSON.stringify(CARS);
    for (const [encoding, bytes] of [
      ['gzip', gzipSync(body)],
      ['br', brotliCompressSync(body)],
    ] as const) {
      api.first({ headers: { ...JSON_TYPE, 'content-encoding': encoding }, body: bytes });
      expect((await readAll(aWorld().source(path()))).records).toHaveLength(CARS.length);
    }
    expect(api.asked[0]?.headers['accept-encoding']).toBe('gzip, br');
  });

  it.each<[string, Reply]>([
    ['no JSON', { headers: JSON_TYPE, body: '<html>' }],
    ['a type that is not known', { headers: { 'content-type': 'text/html' }, body: '<html>' }],
    ['damaged gzip', { headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: 'not gzip at all' }],
    [
      'an encoding that nobody asked for',
      { headers: { ...JSON_TYPE, 'content-encoding': 'zstd' }, body: '[]' },
    ],
    ['bytes that are no text', { headers: JSON_TYPE, body: Buffer.from([0x5b, 0xff, 0xfe, 0x5d]) }],
  ])('say what is wrong with %s', async (_what, reply) => {
    api.first(reply);
    const { error } = await readAll(aWorld().source(path()));
    expect(error).toMatchObject({ reason: 'invalid', message: expect.stringMatching(/cannot be read\. \S/) });
    expect(api.asked).toHaveLength(1);
  });

  it('count what is wrong with a line or a row, and read the others', async () => {
    const lines = { headers: { 'content-type': 'application/jsonl' }, body: '{"a":1}\nnonsense\n{"a":3}' };
    const rows = { headers: { 'content-type': 'text/csv' }, body: 'a,b\n1,2\n1,2,3\n3,4\n' };
    for (const [reply, why] of [
      [lines, 'of line 2 is no JSON'],
      [rows, 'of line 3 has another number of fields'],
    ] as const) {
      api.first(reply);
      const run = await readAll(aWorld().source({ ...path(), recordKey: 'a' }));
      expect(run.error).toBeUndefined();
      expect(run.records[1]).toEqual(new UnreadableRecord(why));
      expect(run.keys).toEqual(['1', null, '3']);
    }
    api.first({ headers: JSON_TYPE, body: '[{"a":"x"},{"a":{}}]' });
    const keys = await readAll(aWorld().source({ ...path(), recordKey: 'a' }));
    expect([keys.keys, keys.records[1]]).toEqual([['x', null], expect.any(UnreadableRecord)]);
  });
});
