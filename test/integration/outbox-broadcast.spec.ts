import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { Database, EventBroadcast, type OutboxEvent } from '@app/database';
import { eventually } from '../support/eventually';
import { startOutbox } from '../support/outbox-fixtures';
import { describeWithRedis, startRedis } from '../support/redis';
import { createDatabase } from '../support/test-database';

interface Adapter {
  env: { DATABASE_URL: string; REDIS_URL?: string };
  /** Cuts the connections of all listeners. */
  cut: (database: Database) => Promise<unknown>;
  stop: () => Promise<unknown>;
}

const deleted = (dashboardId: string): OutboxEvent<'dashboard.deleted'> => ({
  topic: 'dashboard.deleted',
  subject: dashboardId,
  organizationId: null,
  payload: { dashboardId },
});

/** What every adapter of the broadcast must do. */
function conformance(start: () => Promise<Adapter>): void {
  let adapter: Adapter;
  let apps: INestApplicationContext[];
  let first: EventBroadcast;
  let second: EventBroadcast;

  beforeAll(async () => {
    adapter = await start();
    apps = [await startOutbox(adapter.env), await startOutbox(adapter.env)];
    [first, second] = apps.map((app) => app.get(EventBroadcast, { strict: false })) as [
      EventBroadcast,
      EventBroadcast,
    ];
  });
  afterAll(async () => {
    for (const app of apps ?? []) await app.close();
    await adapter?.stop();
  });

  it('reaches every process, the sender included, in the order of sending', async () => {
    const heard: [string[], string[]] = [[], []];
    const ends = [first, second].map((process, i) =>
      process.subscribe('dashboard.deleted', ({ subject }) => void heard[i]?.push(subject)),
    );
    const sent = Array.from({ length: 50 }, (_, i) => `d${i}`);
    for (const id of sent) await first.publish(deleted(id));
    await eventually(() => heard.every(({ length }) => length === 50), 'both hear all');
    expect(heard).toEqual([sent, sent]);
    for (const end of ends) end();
    await first.publish(deleted('unheard'));
    let last = '';
    second.subscribe('dashboard.deleted', ({ subject }) => (last = subject));
    await first.publish(deleted('last'));
    await eventually(() => last === 'last', 'the last one');
    expect(heard[1]).toEqual(sent);
  });

  it('carries large events and every character whole', async () => {
    const heard: OutboxEvent<'points.changed'>[] = [];
    second.subscribe('points.changed', (event) => void heard.push(event));
    const event: OutboxEvent<'points.changed'> = {
      topic: 'points.changed',
      subject: 's',
      organizationId: 'o',
      payload: {
        metrics: Array.from({ length: 2_000 }, (_, i) => ({
          metricId: i,
          metric: `ünï "✓" 🚀 ${randomBytes(20).toString('hex')}`,
          from: '2001-01-01T00:00:00.000Z',
          to: '2001-01-02T00:00:00.000Z',
        })),
      },
    };
    await Promise.all([first.publish(event), second.publish(event), first.publish(event)]);
    await eventually(() => heard.length === 3, 'three events');
    expect(heard).toEqual([event, event, event]);
    const huge = { ...deleted('x'.repeat(1_100_000)) };
    await expect(first.publish(huge)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('survives a handler that throws', async () => {
    const heard: string[] = [];
    second.subscribe('session.ended', () => {
      throw new Error('handler');
    });
    second.subscribe('session.ended', ({ subject }) => void heard.push(subject));
    await first.publish({
      topic: 'session.ended',
      subject: 'u',
      organizationId: null,
      payload: { sessionIds: [], userId: 'u' },
    });
    await eventually(() => heard.length === 1, 'the other handler hears it');
  });

  it('connects again by itself and says that something may have been missed', async () => {
    let gaps = 0;
    second.onGap(() => gaps++);
    const heard: string[] = [];
    second.subscribe('dashboard.deleted', ({ subject }) => void heard.push(subject));
    expect(gaps).toBe(0);
    await adapter.cut(apps[0]?.get(Database, { strict: false }) as Database);
    await eventually(() => gaps === 1, 'the gap is told', 5_000);
    await first.publish(deleted('after'));
    await eventually(() => heard.includes('after'), 'it hears again');
  });
}

describe('event broadcast on PostgreSQL', () => {
  it('is heard while every connection of the pool is taken, and holds up nobody once it has stopped', async () => {
    const { url, drop } = await createDatabase();
    const app = await startOutbox({ DATABASE_URL: url });
    const database = app.get(Database, { strict: false });
    const events = app.get(EventBroadcast, { strict: false });
    const taken = await Promise.all(
      Array.from({ length: database.limits.statements }, () => database.pool.connect()),
    );
    try {
      const heard: string[] = [];
      events.subscribe('dashboard.deleted', ({ subject }) => void heard.push(subject));
      for (const id of ['one', 'two', 'three']) await events.publish(deleted(id));
      await eventually(() => heard.length === 3, 'all are heard');
      expect(heard).toEqual(['one', 'two', 'three']);
    } finally {
      for (const client of taken) client.release();
    }
    await app.close();
    await expect(events.publish(deleted('late'))).rejects.toMatchObject({ code: 'DEPENDENCY_UNAVAILABLE' });
    await drop();
  });

  conformance(async () => {
    const { url, drop } = await createDatabase();
    return {
      env: { DATABASE_URL: url },
      cut: (database) =>
        database.query(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vitrine-events' AND datname = current_database()",
        ),
      stop: drop,
    };
  });
});

describeWithRedis('event broadcast on Redis', () => {
  conformance(async () => {
    const { url, drop } = await createDatabase();
    const redis = await startRedis();
    if (!redis)
      throw new Error('no redis-server: install it (apt-get install redis-server) or set TEST_REDIS_URL');
    return {
      env: { DATABASE_URL: url, REDIS_URL: redis.url },
      cut: async () => {
        const { Redis } = await import('ioredis');
        const admin = new Redis(redis.url);
        await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
        await admin.quit();
      },
      stop: async () => {
        await drop();
        await redis.stop();
      },
    };
  });
});
