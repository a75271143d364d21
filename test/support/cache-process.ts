// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { type BroadcastTransport, createCache, type RedisPlace } from '@app/cache';
import { createRedisCache, logger, MEMORY_BYTES } from './cache-nodes';
import type { CacheOrder, CacheReport } from './cache-processes';

/** Reaches the other processes through the parent, who can lose what is sent. */
class ParentTransport implements BroadcastTransport {
  readonly maxBytes = 7_000;

  listen(onMessage: (text: string) => void, onReconnect: () => void): void {
    process.on('message', (order: CacheOrder) => {
      if (order.name === 'hear') onMessage(order.text);
      if (order.name === 'reconnected') onReconnect();
    });
  }

  async send(text: string): Promise<void> {
    report({ name: 'say', text });
  }

  async close(): Promise<void> {}
}

/** An api process of the tests as far as the cache goes. Its database is the parent, whom it asks for every answer. */
function main(): void {
  const redis = JSON.parse(process.argv[2] ?? 'null') as RedisPlace | null;
  const node = redis
    ? createRedisCache(redis)
    : createCache({ memoryBytes: MEMORY_BYTES, transport: new ParentTransport() }, logger);
  const loads = new Map<number, (value: string) => void>();

  const load = (order: number) => async (): Promise<Buffer> => {
    const { promise, resolve } = Promise.withResolvers<string>();
    loads.set(order, resolve);
    report({ name: 'load', order });
    return Buffer.from(await promise);
  };

  const obey = async (order: CacheOrder): Promise<void> => {
    if (order.name === 'loaded') loads.get(order.order)?.(order.value);
    if (order.name === 'read') {
      const { value, state, level } = await node.cache.getOrLoad(order.key, order.options, load(order.order));
      report({ name: 'done', order: order.order, answer: { value: value.toString(), state, level } });
    }
    if (order.name === 'change') {
      await node.cache.pointsChanged(order.changes);
      report({ name: 'done', order: order.order });
    }
    if (order.name === 'stats') report({ name: 'done', order: order.order, stats: node.cache.stats() });
  };

  process.on('message', (order: CacheOrder) => void obey(order));
  process.on('disconnect', () => process.exit(0));
  node.start();
  report({ name: 'ready' });
}

function report(report: CacheReport): void {
  process.send?.(report);
}

main();
