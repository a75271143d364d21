import { randomBytes } from 'node:crypto';
import type { CacheKey } from '@app/cache';
import { Redis } from 'ioredis';
import { aKey, days, TODAY, until } from '../support/cache-nodes';
import { CacheProcesses, type CacheProcess } from '../support/cache-processes';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis';

/** By then every process has heard of a change, or knows that it may have missed one. */
const HEARD_WITHIN_MS = 1_100;
const MAX_STALE_MS = 1_000;

/** The rules of versions that hold in both profiles, each between two processes. */
function rules(start: () => Promise<CacheProcesses>) {
  let processes: CacheProcesses;
  let writer: CacheProcess;
  let reader: CacheProcess;
  let committed: string;

  beforeAll(async () => {
    processes = await start();
    [writer, reader] = processes.processes as [CacheProcess, CacheProcess];
    processes.database = async () => committed;
  }, 60_000);
  afterAll(() => processes?.close());
  beforeEach(() => (committed = 'first'));

  const metric = (): string => randomBytes(6).toString('hex');
  const isHit = async (through: CacheProcess, key: CacheKey, versions: ReturnType<typeof days>) => {
    await until(async () => (await through.read(key, { versions })).state === 'HIT', 'it is cached');
  };
  const gives = (through: CacheProcess, key: CacheKey, versions: ReturnType<typeof days>, value: string) =>
    until(
      async () => (await through.read(key, { versions })).value === value,
      `it gives ${value}`,
      HEARD_WITHIN_MS,
    );

  it('a key is the organization, the policy, the query and the representation, and no version: none answers for another', async () => {
    const key = aKey() as CacheKey & { class: 'aggregation' };
    const others: CacheKey[] = [
      { ...key, organizationId: 'other' },
      { ...key, policy: 'other' },
      { ...key, query: 'other' },
      { ...key, representation: 'text/csv' },
    ];
    const versions = days(metric());
    for (const through of [writer, reader]) await isHit(through, key, versions);
    for (const [index, other] of others.entries()) {
      committed = `other ${index}`;
      for (const through of [writer, reader]) {
        expect((await through.read(other, { versions })).value).toBe(`other ${index}`);
        expect((await through.read(key, { versions })).value).toBe('first');
      }
      committed = 'first';
    }
    committed = 'second';
    await writer.change(versions);
    expect((await writer.read(key, { versions })).value).toBe('second');
  });

  it('a change touches its metric on its UTC days: answers of other metrics and days stay hits', async () => {
    const changed = metric();
    const others = [
      { key: aKey(), versions: days(changed, TODAY - 40, TODAY - 1) },
      { key: aKey(), versions: days(changed, TODAY + 1) },
      { key: aKey(), versions: days(metric()) },
    ];
    const key = aKey();
    for (const through of [writer, reader]) {
      await isHit(through, key, days(changed));
      for (const other of others) await isHit(through, other.key, other.versions);
    }
    committed = 'second';
    await writer.change(days(changed));
    await gives(reader, key, days(changed), 'second');
    for (const through of [writer, reader]) {
      for (const other of others) {
        const answer = await through.read(other.key, { versions: other.versions });
        expect(answer).toMatchObject({ state: 'HIT', value: 'first' });
      }
    }
  });

  it('a hit is an answer that is not older than any touch of all its metrics and days', async () => {
    const [one, two] = [metric(), metric()];
    const versions = [...days(one, TODAY - 800, TODAY), ...days(two, TODAY - 3)];
    const touches = [
      days(one),
      days(one, TODAY - 800),
      days(one, TODAY - 400, TODAY - 380),
      days(two, TODAY - 3),
    ];
    const key = aKey();
    for (const [index, touch] of touches.entries()) {
      await isHit(reader, key, versions);
      committed = `after touch ${index}`;
      await writer.change(touch);
      await gives(reader, key, versions, committed);
    }
  });

  it('the writer touches after its commit and before it answers: whom it answers reads at once what was written', async () => {
    const [key, versions] = [aKey(), days(metric())];
    for (let round = 0; round < 20; round++) {
      await writer.read(key, { versions });
      committed = `round ${round}`;
      await writer.change(versions);
      expect((await writer.read(key, { versions })).value).toBe(committed);
    }
  });

  it('versions are no numbers of a sequence: what commits late under an older number is seen all the same', async () => {
    const [key, versions] = [aKey(), days(metric())];
    const visible = new Set<number>();
    const commit = async (through: CacheProcess, id: number): Promise<void> => {
      visible.add(id);
      committed = [...visible].toSorted((a, b) => a - b).join();
      await through.change(versions);
    };
    await commit(writer, 2);
    await gives(reader, key, versions, '2');
    await isHit(reader, key, versions);
    await commit(writer, 1);
    await gives(reader, key, versions, '1,2');
    await commit(reader, 3);
    await gives(writer, key, versions, '1,2,3');
  });

  it('no answer is stale unless that was asked for, and then at most as stale as that', async () => {
    const [key, versions] = [aKey(), days(metric())];
    await isHit(writer, key, versions);
    committed = 'second';
    await writer.change(versions);
    const stale = await writer.read(key, { versions, maxStaleMs: 60_000 });
    expect(stale).toMatchObject({ state: 'STALE', value: 'first' });
    expect(await writer.read(key, { versions })).toMatchObject({ state: 'MISS', value: 'second' });
    committed = 'third';
    await writer.change(versions);
    const atMost = (): Promise<{ value: string }> => writer.read(key, { versions, maxStaleMs: 20 });
    await until(async () => (await atMost()).value === 'third', 'the bound is kept');
  });

  it('what may be a second stale is given at once while one computes, and is never staler', async () => {
    const [key, versions] = [aKey(), days(metric())];
    const commits: { version: number; at: number }[] = [{ version: 0, at: -Infinity }];
    committed = '0';
    const before = processes.loads;
    const began = performance.now();
    const going = (): boolean => performance.now() - began < 2_500;
    let answers = 0;
    const writing = (async () => {
      for (let version = 1; going(); version++) {
        committed = String(version);
        await writer.change(versions);
        commits.push({ version, at: performance.now() });
      }
    })();
    const reading = [writer, reader].map(async (through) => {
      for (; going(); answers++) {
        const asked = performance.now();
        const { value } = await through.read(key, { versions, maxStaleMs: MAX_STALE_MS });
        const known = through === writer ? MAX_STALE_MS : MAX_STALE_MS + HEARD_WITHIN_MS;
        const oldest = commits.findLast(({ at }) => asked - at > known);
        expect(Number(value)).toBeGreaterThanOrEqual(oldest?.version ?? 0);
      }
    });
    await Promise.all([writing, ...reading]);
    const computed = processes.loads - before;
    expect(answers).toBeGreaterThan(5 * computed);
    const seconds = (performance.now() - began) / 1_000;
    expect(computed).toBeLessThanOrEqual(2 * (seconds + 1));
  });
}

describe('the rules of cache versions in the embedded profile', () =>
  rules(async () => {
    const processes = new CacheProcesses();
    for (let i = 0; i < 2; i++) await processes.start();
    return processes;
  }));

describeWithRedis('the rules of cache versions in the server profile', () => {
  let redis: RunningRedis;
  const prefix = `t${randomBytes(6).toString('hex')}`;
  let processes: CacheProcesses;

  beforeAll(async () => {
    redis = (await startRedis()) as RunningRedis;
    processes = new CacheProcesses();
  });

  rules(async () => {
    for (let i = 0; i < 2; i++) await processes.start({ url: redis.url, prefix });
    return processes;
  });

  it('the version in Redis is raised by day after the commit and before the writer answers', async () => {
    const admin = new Redis(redis.url);
    const name = randomBytes(6).toString('hex');
    const versionOf = (day: number) => admin.hget(`${prefix}:cache:ver:m:${name}`, String(day));
    const [writer] = processes.processes;
    for (let round = 1; round <= 5; round++) {
      await writer?.change(days(name));
      expect(await versionOf(TODAY)).toBe(String(round));
      expect(await versionOf(TODAY - 1)).toBeNull();
    }
    admin.disconnect();
  });

  afterAll(() => redis?.stop());
});
