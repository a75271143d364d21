// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { gzipSync } from 'node:zlib';
import { createCache, InProcessTransport, type RunningCache } from '@app/cache';
import { aKey, createRedisCache, days, logger, MEMORY_BYTES, ready, TODAY } from '../support/cache-nodes';
import { startRedis } from '../support/redis';

const ROUNDS = 3_000;

/** Prints what a hit in memory, a hit in Redis, a miss and a change cost, beside what an answer costs without a cache. */
async function main(): Promise<void> {
  const redis = await startRedis();
  const [first, second] = redis ? [node(redis.url), node(redis.url)] : [node(), undefined];
  for (const each of [first, second]) if (each) await ready(each);
  console.log('microseconds per call, one after the other: median (p99)\n');
  for (const rows of [5, 300, 3_000]) await measure(rows, first, second);
  await changes(first);
  await Promise.all([first.close(), second?.close()]);
  await redis?.stop();
}

function node(redisUrl?: string): RunningCache {
  const memoryBytes = MEMORY_BYTES * 5;
  const running = redisUrl
    ? createRedisCache({ url: redisUrl, prefix: 'load' }, memoryBytes)
    : createCache({ memoryBytes, transport: new InProcessTransport() }, logger);
  running.start();
  return running;
}

async function measure(rows: number, first: RunningCache, second: RunningCache | undefined): Promise<void> {
  const answer = Array.from({ length: rows }, (_, i) => [
    new Date(i * 3_600_000),
    'emea',
    Math.round(Math.random() * 1e6) / 100,
  ]);
  const bytes = Buffer.from(JSON.stringify(answer));
  const options = { tags: ['dashboard:1' as const], versions: days('cost', TODAY - 30, TODAY) };
  const load = async () => bytes;
  const rounds = rows > 1_000 ? ROUNDS / 10 : ROUNDS;
  const name = (round: number) => aKey(`${rows} ${round}`);
  console.log(`answer of ${bytes.byteLength} bytes`);
  print(
    'serialize and gzip, no cache',
    await times(rounds, () => gzipSync(Buffer.from(JSON.stringify(answer)), { level: 1 })),
  );
  print(
    second ? 'miss, memory and Redis' : 'miss, memory alone',
    await times(rounds, (i) => first.cache.getOrLoad(name(i), options, load)),
  );
  if (second)
    print('hit in Redis', await times(rounds, (i) => second.cache.getOrLoad(name(i), options, load)));
  const hot = aKey(`hot ${rows}`);
  await first.cache.getOrLoad(hot, options, load);
  print('hit in memory', await times(ROUNDS * 10, () => first.cache.getOrLoad(hot, options, load)));
}

async function changes({ cache }: RunningCache): Promise<void> {
  console.log('a change, before its request is answered');
  print('points of one day', await times(ROUNDS, () => cache.pointsChanged(days('cost'))));
  print(
    'points of 31 days',
    await times(ROUNDS / 10, () => cache.pointsChanged(days('cost', TODAY - 30, TODAY))),
  );
}

async function times(rounds: number, work: (round: number) => unknown): Promise<number[]> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    await work(round);
    taken.push((performance.now() - began) * 1_000);
  }
  return taken.toSorted((a, b) => a - b);
}

function print(what: string, sorted: number[]): void {
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  console.log(`  ${what.padEnd(32)} ${at(0.5).padStart(9)} (${at(0.99)})`);
}

void main();
