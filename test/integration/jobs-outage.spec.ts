import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres, migrate } from '@app/database';
import { Redis } from 'ioredis';
import { eventually } from '../support/eventually';
import { type JobsProcess, Recorder, startJobs } from '../support/job-fixtures';
import { describeWithRedis, freePort, type RunningRedis, startRedis } from '../support/redis';

/** Refused soon and clearly. */
async function expectUnavailable(process: JobsProcess): Promise<void> {
  const before = Date.now();
  await expect(process.queue.add('echo', { text: 'lost' })).rejects.toMatchObject({
    code: 'DEPENDENCY_UNAVAILABLE',
    retryAfterSeconds: 2,
  });
  expect(Date.now() - before).toBeLessThan(3_000);
}

async function expectWorking(process: JobsProcess): Promise<void> {
  const { id } = await eventually(
    () => process.queue.add('echo', { text: 'back' }).catch(() => undefined),
    'it is back',
  );
  await eventually(
    async () => (await process.queue.status('echo', id))?.state === 'completed',
    'jobs run again',
  );
}

describe('job queue whose PostgreSQL goes away', () => {
  let dir: string;
  let postgres: EmbeddedPostgres;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vitrine-outage-'));
    postgres = await EmbeddedPostgres.start({ dir, fast: true });
    await migrate({ url: postgres.url });
  });
  afterAll(async () => {
    await postgres?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('refuses jobs soon, does not crash, and works again when it is back', async () => {
    const worker = await startJobs({ databaseUrl: postgres.url }, { recorder: new Recorder('a') });
    await expectWorking(worker);
    await postgres.stop();
    await expectUnavailable(worker);
    postgres = await EmbeddedPostgres.start({ dir, fast: true, port: postgres.port });
    await expectWorking(worker);
    await worker.close();
  });

  it('starts without it and works as soon as it is there', async () => {
    const { url, port } = postgres;
    await postgres.stop();
    const worker = await startJobs({ databaseUrl: url }, { recorder: new Recorder('a') });
    await expectUnavailable(worker);
    postgres = await EmbeddedPostgres.start({ dir, fast: true, port });
    await expectWorking(worker);
    await postgres.stop();
    const before = Date.now();
    await worker.close();
    expect(Date.now() - before).toBeLessThan(6_000);
    postgres = await EmbeddedPostgres.start({ dir, fast: true, port });
  });
});

describeWithRedis('job queue whose Redis goes away', () => {
  let port: number;
  let redis: RunningRedis;
  const start = async (): Promise<RunningRedis> => {
    const started = await startRedis({ port });
    if (!started) throw new Error('no redis-server: install it (apt-get install redis-server)');
    return started;
  };
  const worker = () =>
    startJobs(
      { databaseUrl: 'postgres://nobody@127.0.0.1:1/none', redisUrl: redis.url },
      { recorder: new Recorder('a') },
    );

  beforeAll(async () => {
    port = await freePort();
    redis = await start();
  });
  afterAll(() => redis?.stop());

  it('starts and stops without it', async () => {
    await redis.stop();
    const process = await worker();
    await expectUnavailable(process);
    const before = Date.now();
    await process.close();
    expect(Date.now() - before).toBeLessThan(6_000);
    redis = await start();
  });

  it('refuses jobs soon, does not crash, and works again when it is back', async () => {
    const process = await worker();
    await expectWorking(process);
    await redis.stop();
    await expectUnavailable(process);
    redis = await start();
    await expectWorking(process);
    await process.close();
  });

  it('refuses jobs soon when Redis hangs', async () => {
    const process = await worker();
    await expectWorking(process);
    const admin = new Redis(redis.url);
    await admin.call('CLIENT', 'PAUSE', '4000', 'ALL');
    await expectUnavailable(process);
    await expectWorking(process);
    await admin.quit();
    await process.close();
  });
});
