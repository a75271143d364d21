// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { createCache, InProcessTransport } from '@app/cache';
import { aKey, days, logger, TODAY, until } from '../support/cache-nodes';

/** Bytes of the answers: many small ones, some large. Half of each is random, so that gzip halves it at most. */
const MIXED = [80, 80, 300, 1_500, 6_000, 6_000, 40_000, 200_000];
const MIB = 1_048_576;

/**
 * Streams unique queries through the memory level and prints what it holds and what the process takes.
 * Arguments: bound in MiB (100), queries (120,000), bytes of each answer (mixed).
 */
async function main(): Promise<void> {
  const maxBytes = Number(process.argv[2] ?? 100) * MIB;
  const queries = Number(process.argv[3] ?? 120_000);
  const sizes = process.argv[4] ? [Number(process.argv[4])] : MIXED;
  const node = createCache({ memoryBytes: maxBytes, transport: new InProcessTransport() }, logger);
  node.start();
  await until(() => node.cache.stats().memory.believed, 'the cache is believed');
  await stream(node.cache, 2_000, 'warm-up', [80]);
  globalThis.gc?.();
  const start = process.memoryUsage().rss;
  console.log(`bound ${maxBytes / MIB} MiB; process before: ${mib(start)} MiB`);
  console.log('queries   entries  counted MiB  RSS MiB  RSS above start  external MiB  heap MiB');
  for (let done = 0; done < queries; done += queries / 10) {
    await stream(node.cache, queries / 10, `stream ${done}`, sizes);
    const { memory } = node.cache.stats();
    const { rss, external, heapUsed } = process.memoryUsage();
    const row = [
      done + queries / 10,
      memory.entries,
      mib(memory.bytes),
      mib(rss),
      mib(rss - start),
      mib(external),
      mib(heapUsed),
    ];
    console.log(row.map((value, i) => String(value).padStart([7, 9, 12, 8, 16, 13, 9][i] ?? 0)).join(' '));
  }
  await node.close();
}

async function stream(
  cache: ReturnType<typeof createCache>['cache'],
  count: number,
  name: string,
  sizes: number[],
): Promise<void> {
  for (let i = 0; i < count; i++) {
    const bytes = sizes[i % sizes.length] ?? 0;
    await cache.getOrLoad(
      aKey(`${name} ${i}`),
      { tags: [`dashboard:${i % 100}`], versions: days(`metric ${i % 50}`, TODAY - 400, TODAY) },
      async () => Buffer.from(randomBytes(bytes / 4).toString('hex') + 'x'.repeat(bytes / 2)),
    );
  }
}

function mib(bytes: number): string {
  return (bytes / MIB).toFixed(1);
}

void main();
