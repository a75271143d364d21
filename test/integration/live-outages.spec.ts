import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@app/database';
import { eventually } from '../support/eventually';
import { LiveCluster } from '../support/live-cluster';
import type { LiveViewer } from '../support/live-viewer';
import { describeWithRedis, freePort, type RunningRedis, startRedis } from '../support/redis';

const DEAF_MAX_MS = 400;
const SETTINGS = { LIVE_EVALUATION_MS: '100', LIVE_DEAF_MAX_MS: String(DEAF_MAX_MS) };
const RECOVERS_WITHIN_MS = 20_000;

let dir: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vitrine-live-'));
  postgres = await EmbeddedPostgres.start({ dir, fast: true });
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Stores points through both until `until` says so; who watches must not see less than what was stored in the end. */
async function storing(cluster: LiveCluster, until: () => boolean): Promise<number> {
  let stored = 0;
  for (let value = 1; !until(); value++) {
    if (await cluster.store(value % 2, value)) stored++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return stored;
}

const agree = (cluster: LiveCluster, viewers: LiveViewer[], what: string) =>
  eventually(() => cluster.agrees(0, viewers).catch(() => false), what, RECOVERS_WITHIN_MS);

/** What holds on every installation of two apis. */
function everyUpdateReachesBoth(cluster: () => LiveCluster): void {
  it('whoever stores a point, viewers of both see it, each once and in order', async () => {
    const viewers = await Promise.all([cluster().watch(0), cluster().watch(1)]);
    for (const api of [0, 1, 0, 1]) {
      await cluster().store(api, 10);
      await agree(cluster(), viewers, 'both have it');
    }
    for (const { frames, watch } of viewers) {
      const numbers = frames.map(({ cursor }) => Number(cursor.split('-')[1]));
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(new Set(numbers).size).toBe(numbers.length);
      watch.close();
    }
  });

  it('who was on one that ended in the middle has on the other what everybody has', async () => {
    const gone = await cluster().addApi();
    const viewers = await Promise.all([cluster().watch(0), cluster().watch(gone)]);
    const [staying, moving] = viewers;
    let done = false;
    const stored = storing(cluster(), () => done);
    await eventually(() => moving.count('widget:data') > 0, 'frames come');
    await cluster().apis.splice(gone, 1)[0]?.close();
    const moved = await cluster().watch(1);
    expect(moved.frames[0]?.event).toBe('snapshot');
    done = true;
    expect(await stored).toBeGreaterThan(0);
    await agree(cluster(), [staying, moved], 'both have the same');
    for (const { watch } of [staying, moved]) watch.close();
  });
}

describe('live dashboards of two apis without Redis', () => {
  let cluster: LiveCluster;

  beforeAll(async () => {
    cluster = await LiveCluster.start({ database: postgres.url }, SETTINGS);
  }, 60_000);
  afterAll(() => cluster?.close());

  everyUpdateReachesBoth(() => cluster);

  it('come back by themselves when PostgreSQL was restarted, and have lost nothing', async () => {
    const viewers = await Promise.all([cluster.watch(0), cluster.watch(1)]);
    let done = false;
    const stored = storing(cluster, () => done);
    await postgres.stop();
    await eventually(() => viewers.every(({ told }) => told === 1), 'they are told to connect again');
    await expect(cluster.watch(0)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    expect((await cluster.request(1, 'GET', '/health/ready')).status).toBe(503);
    postgres = await EmbeddedPostgres.start({ dir, fast: true, port: postgres.port });
    for (const api of [0, 1]) {
      const ready = async () => (await cluster.request(api, 'GET', '/health/ready')).status === 200;
      await eventually(() => ready().catch(() => false), 'it is ready again', RECOVERS_WITHIN_MS);
    }
    await eventually(() => cluster.store(0, 1_000), 'points are stored again', RECOVERS_WITHIN_MS);
    done = true;
    expect(await stored).toBeGreaterThan(0);
    viewers.push(await cluster.watch(0));
    const again = () => viewers.slice(0, 2).every((viewer) => viewer.count('snapshot') > 1);
    await eventually(again, 'they begin again', RECOVERS_WITHIN_MS);
    await agree(cluster, viewers, 'all show what there is, also who stayed');
  }, 60_000);
});

describeWithRedis('live dashboards of two apis with Redis', () => {
  let cluster: LiveCluster;
  let port: number;
  let redis: RunningRedis;

  beforeAll(async () => {
    port = await freePort();
    redis = (await startRedis({ port })) as RunningRedis;
    cluster = await LiveCluster.start({ database: postgres.url, redis: redis.url }, SETTINGS);
  }, 60_000);
  afterAll(async () => {
    await cluster?.close();
    await redis?.stop();
  });

  everyUpdateReachesBoth(() => cluster);

  it('come back by themselves when Redis was away, and have lost nothing', async () => {
    const viewers = await Promise.all([cluster.watch(0), cluster.watch(1)]);
    let done = false;
    const stored = storing(cluster, () => done);
    await redis.stop();
    await eventually(() => viewers.every(({ told }) => told === 1), 'they are told to connect again');
    await expect(cluster.watch(0)).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    // Points are stored without it, and nobody can be told.
    expect(await cluster.store(0, 5_000)).toBe(true);
    redis = (await startRedis({ port })) as RunningRedis;
    done = true;
    expect(await stored).toBeGreaterThan(0);
    const again = () => viewers.every((viewer) => viewer.count('snapshot') > 1);
    await eventually(again, 'they begin again', RECOVERS_WITHIN_MS);
    await agree(cluster, viewers, 'all show what there is');
  }, 60_000);
});
