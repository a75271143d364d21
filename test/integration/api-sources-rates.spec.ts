import type { ChildProcess } from 'node:child_process';
import { CompiledPrograms } from '../support/compiled-programs';
import { describeWithRedis, startRedis } from '../support/redis';
import { type SampleApi, startSampleApi, tagged } from '../support/sample-api';
import type { RateOrder } from '../support/source-rate-process';
import { createDatabase } from '../support/test-database';

/** In the middle of ten seconds, of which 48 requests a minute have eight. */
const NOW = Date.UTC(2026, 10, 24, 12, 0, 3);

const programs = new CompiledPrograms();
let processes: ChildProcess[];
let api: SampleApi;
beforeAll(async () => {
  api = await startSampleApi((asked) => tagged(asked, []));
  processes = await Promise.all([1, 2].map(() => programs.start('source-rate-process')));
});
afterAll(async () => {
  await programs.close();
  await api.close();
});

/** Two processes ask at once, each more often than they may together. */
async function expectEight(place: Pick<RateOrder, 'database' | 'redis'>): Promise<void> {
  const order: RateOrder = { ...place, url: api.url, now: NOW, asks: 10 };
  const heard = await Promise.all(
    processes.map(async (child) => {
      const done = new Promise<string[]>((resolve) => {
        child.once('message', (message: { heard: string[] }) => resolve(message.heard));
      });
      child.send(order);
      return done;
    }),
  );
  const all = heard.flat();
  expect(all.filter((each) => each === 'answered')).toHaveLength(8);
  expect(new Set(all)).toEqual(
    new Set(['answered', expect.stringContaining('Its limit of 48 requests per minute is used up.')]),
  );
  expect(api.asked.splice(0)).toHaveLength(8);
}

it('lets the processes on one database ask an API so often together', async () => {
  const { url, drop } = await createDatabase();
  await expectEight({ database: url });
  await drop();
});

describeWithRedis('with Redis', () => {
  it('lets the processes on one Redis ask an API so often together', async () => {
    const redis = await startRedis();
    if (!redis) throw new Error('no redis-server');
    await expectEight({ redis: redis.url });
    await redis.stop();
  });
});
