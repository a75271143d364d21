// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { Pool } from 'pg';
import { PostgresLimitStore } from '../../libs/auth/src/limits/postgres-limit-store';
import { RedisLimitStore } from '../../libs/auth/src/limits/redis-limit-store';
import { anApiWorld } from './api-source';

/** Where the count is, what to ask, and how often. */
export interface RateOrder {
  database?: string;
  redis?: string;
  url: string;
  /** Milliseconds since 1970, at which time stands still. */
  now: number;
  asks: number;
}

/** Asks an API as often as it may. */
async function obey({ database, redis, url, now, asks }: RateOrder): Promise<void> {
  const pool = new Pool({ connectionString: database, max: 2 });
  const store = redis
    ? new RedisLimitStore({ url: redis, prefix: 'source-rate' })
    : new PostgresLimitStore(pool);
  await store.start();
  const { clock, source } = anApiWorld({ store, waits: true });
  clock.now = () => new Date(now);
  const connector = source({ url, rateLimit: { requestsPerMinute: 48, concurrent: 4 } });
  const { signal } = new AbortController();
  const results = await Promise.allSettled(Array.from({ length: asks }, () => connector.test(signal)));
  const heard = results.map((each) => (each.status === 'fulfilled' ? 'answered' : String(each.reason)));
  await pool.end();
  process.send?.({ name: 'done', heard });
}

process.on('disconnect', () => process.exit(0));
process.on('message', (order: RateOrder) => void obey(order));
process.send?.({ name: 'ready' });
