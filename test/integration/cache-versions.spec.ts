import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { aKey, days, until } from '../support/cache-nodes';
import { CacheProcesses, type CacheProcess } from '../support/cache-processes';
import { describeWithRedis, type RunningRedis, startRedis } from '../support/redis';
import { TcpProxy } from '../support/tcp-proxy';

/** One committed value; the processes ask for it and change it. */
class OneRow {
  version = 1;
  constructor(private readonly processes: CacheProcesses) {
    processes.database = async () => String(this.version);
  }

  /** Commits, then tells the cache, as a request does before it answers. */
  async commit(through: CacheProcess): Promise<void> {
    this.version++;
    await through.change(days('row'));
  }

  read(through: CacheProcess, key: ReturnType<typeof aKey>) {
    return through.read(key, { versions: days('row') });
  }

  get loads(): number {
    return this.processes.loads;
  }
}

async function isReady(process: CacheProcess): Promise<boolean> {
  const { memory, redis } = await process.stats();
  return memory.believed && redis?.ready === true;
}

describe('cache versions between two processes in the embedded profile', () => {
  let processes: CacheProcesses;
  let writer: CacheProcess;
  let reader: CacheProcess;
  let row: OneRow;

  beforeAll(async () => {
    processes = new CacheProcesses();
    writer = await processes.start();
    reader = await processes.start();
    row = new OneRow(processes);
  }, 60_000);
  afterAll(() => processes.close());

  it('the writer itself reads what it wrote as soon as it is answered', async () => {
    const key = aKey();
    await row.read(writer, key);
    expect((await row.read(writer, key)).state).toBe('HIT');
    await row.commit(writer);
    expect(await row.read(writer, key)).toMatchObject({ state: 'MISS', value: String(row.version) });
  });

  it('the writer publishes what it touched: the other process holds its answer for stale', async () => {
    const key = aKey();
    await until(async () => (await row.read(reader, key)).state === 'HIT', 'it is cached');
    await row.commit(writer);
    await until(
      async () => (await row.read(reader, key)).value === String(row.version),
      'the new value',
      900,
    );
  });

  it('the clock is read before the statement starts: an answer begun before the change is stale when it arrives', async () => {
    const key = aKey();
    const gate = Promise.withResolvers<void>();
    const seen = String(row.version);
    processes.database = async () => {
      await gate.promise;
      return seen;
    };
    const loads = row.loads;
    const reading = row.read(reader, key);
    await until(() => row.loads > loads, 'the statement runs');
    await row.commit(reader);
    gate.resolve();
    expect((await reading).value).toBe(seen);
    processes.database = async () => String(row.version);
    expect(await row.read(reader, key)).toMatchObject({ state: 'MISS', value: String(row.version) });
  });

  it('a subscriber without a heartbeat for a second holds everything for stale, until it hears again', async () => {
    const key = aKey();
    await row.read(reader, key);
    reader.hears = false;
    await row.commit(writer);
    expect((await row.read(reader, key)).state).toBe('HIT');
    await until(async () => !(await reader.stats()).memory.believed, 'the silence is noticed', 2_500);
    expect(await row.read(reader, key)).toMatchObject({ state: 'MISS', value: String(row.version) });
    expect((await row.read(reader, key)).state).toBe('MISS');
    await row.commit(writer);
    reader.hears = true;
    await until(async () => (await reader.stats()).memory.believed, 'it hears again', 2_500);
    expect(await row.read(reader, key)).toMatchObject({ value: String(row.version) });
    expect((await row.read(reader, key)).state).toBe('HIT');
  });

  it('a subscriber holds everything for stale after a reconnect', async () => {
    const key = aKey();
    await until(async () => (await row.read(reader, key)).state === 'HIT', 'it is cached');
    reader.tell({ name: 'reconnected' });
    expect((await row.read(reader, key)).state).toBe('MISS');
  });

  it('a message that was lost is noticed at the next heartbeat', async () => {
    const key = aKey();
    await row.read(reader, key);
    reader.hears = false;
    await row.commit(writer);
    reader.hears = true;
    await until(
      async () => (await row.read(reader, key)).value === String(row.version),
      'the new value',
      1_100,
    );
  });
});

describeWithRedis('cache versions between processes in the server profile', () => {
  let redis: RunningRedis;
  let admin: Redis;
  let proxy: TcpProxy & { url: string };
  let processes: CacheProcesses;
  let writer: CacheProcess;
  let reader: CacheProcess;
  let row: OneRow;
  const redisPrefix = `t${randomBytes(6).toString('hex')}`;

  beforeAll(async () => {
    redis = (await startRedis()) as RunningRedis;
    admin = new Redis(redis.url);
    proxy = await TcpProxy.to(redis.url);
    processes = new CacheProcesses();
    writer = await processes.start({ url: proxy.url, prefix: redisPrefix });
    reader = await processes.start({ url: redis.url, prefix: redisPrefix });
    row = new OneRow(processes);
  }, 60_000);
  afterAll(async () => {
    await processes.close();
    await proxy.close();
    admin.disconnect();
    await redis.stop();
  });

  const epoch = async () => Number(await admin.get(`${redisPrefix}:cache:epoch`));

  it('what one process computed the other takes from Redis', async () => {
    const key = aKey();
    await row.read(writer, key);
    const loads = row.loads;
    await until(async () => (await row.read(reader, key)).level !== 'loader', 'Redis has it');
    expect(row.loads - loads).toBeLessThanOrEqual(1);
  });

  it('equal questions at once in both processes ask the database once', async () => {
    const key = aKey();
    const gate = Promise.withResolvers<void>();
    processes.database = () => gate.promise.then(() => String(row.version));
    const loads = row.loads;
    const reading = Array.from({ length: 100 }, (_, i) => row.read(i % 2 ? writer : reader, key));
    await until(() => row.loads > loads, 'the statement runs');
    await delay(100); // Long enough for the other process to have asked, had it not waited.
    gate.resolve();
    await Promise.all(reading);
    processes.database = async () => String(row.version);
    expect(row.loads - loads).toBe(1);
  });

  it('once the writer is answered, no process takes the old answer from Redis', async () => {
    for (let round = 0; round < 20; round++) {
      const key = aKey();
      await row.read(writer, key);
      await row.commit(writer);
      // The reader has nothing in memory: what it gives comes from Redis or from the database.
      expect((await row.read(reader, key)).value).toBe(String(row.version));
    }
  });

  it('a reader takes the versions in Redis before its statement, so that a change during it is not missed', async () => {
    const key = aKey();
    const seen = String(row.version);
    const gate = Promise.withResolvers<void>();
    processes.database = () => gate.promise.then(() => seen);
    const loads = row.loads;
    const reading = row.read(writer, key);
    await until(() => row.loads > loads, 'the statement runs');
    await row.commit(reader);
    gate.resolve();
    await reading;
    processes.database = async () => String(row.version);
    expect((await row.read(reader, key)).value).toBe(String(row.version));
    expect((await row.read(writer, key)).value).toBe(String(row.version));
  });

  it('a lost subscription makes everything in memory stale', async () => {
    const { epochs } = await reader.stats();
    await admin.client('KILL', 'TYPE', 'PUBSUB');
    await until(
      async () => (await reader.stats()).epochs > epochs && (await isReady(reader)),
      'it subscribed anew',
    );
    await until(() => isReady(writer), 'the writer too');
  });

  it('a version that Redis has evicted is never taken for an old one', async () => {
    const key = aKey();
    const metric = randomBytes(4).toString('hex');
    const read = (through: CacheProcess) => through.read(key, { versions: days(metric) });
    await read(writer);
    row.version++;
    await writer.change(days(metric));
    await admin.del(`${redisPrefix}:cache:ver:m:${metric}`);
    expect((await read(reader)).value).toBe(String(row.version));
  });

  it('when Redis comes back, an epoch key is raised first, so that nothing older is believed', async () => {
    const key = aKey();
    await row.read(writer, key);
    await until(async () => (await row.read(reader, key)).state === 'HIT', 'both know it');
    const before = await epoch();
    proxy.cut();
    const began = performance.now();
    await row.commit(writer);
    expect(performance.now() - began).toBeLessThan(1_500);
    expect((await row.read(writer, key)).value).toBe(String(row.version));
    proxy.restore();
    await until(() => isReady(writer), 'Redis is back');
    expect(await epoch()).toBeGreaterThan(before);
    await until(
      async () => (await row.read(reader, key)).value === String(row.version),
      'the reader was told',
      1_500,
    );
  });

  it('a process that has died holding the lock holds nobody up for long', async () => {
    const key = aKey();
    const mortal = await processes.start({ url: redis.url, prefix: redisPrefix });
    processes.database = () => new Promise(() => {});
    const loads = row.loads;
    void row.read(mortal, key);
    await until(() => row.loads > loads, 'it holds the lock');
    processes.database = async () => String(row.version);
    mortal.child.kill('SIGKILL');
    const began = performance.now();
    expect((await row.read(reader, key)).value).toBe(String(row.version));
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('never lists keys and never flushes', async () => {
    const stats = await admin.info('commandstats');
    expect(stats).toContain('cmdstat_hmget');
    expect(stats).not.toMatch(/cmdstat_(keys|scan|flushdb|flushall):/);
  });
});
