import { PERMISSIONS, systemPrincipal } from '@app/auth';
import { Catalog, IngestService, type StorePlan } from '@app/data';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { eventually } from '../support/eventually';
import { type World, aWorld } from '../support/world';
import { describeMetricStore } from './metric-store.conformance';

let world: World;
/** Answers from the points, whatever rollups there are. */
let store: PostgresMetricStore;

beforeAll(async () => {
  world = await aWorld();
  store = new PostgresMetricStore(world.database, { rollupsPay: () => false });
});

afterAll(() => world.close());

describeMetricStore('PostgreSQL', async () => {
  const principal = systemPrincipal('test', world.organizationId, PERMISSIONS);
  return {
    store,
    organizationId: world.organizationId,
    write: async (points) => {
      await world.get(IngestService).ingest(principal, points);
      const names = [...new Set(points.map((point) => point.metric))];
      const metrics = await world.get(Catalog).find(principal, names);
      return new Map([...metrics].map(([name, metric]) => [name, metric.id]));
    },
  };
});

describe('A statement in PostgreSQL', () => {
  it('ends in the database within a second of the abort, and leaves its connection usable', async () => {
    await whilePointsAreLocked(async () => {
      const controllers = Array.from({ length: 4 }, () => new AbortController());
      const answers = controllers.map(({ signal }) => store.execute(plan(), { timeoutMs: 30_000, signal }));
      const settled = Promise.allSettled(answers);
      await eventually(async () => (await waiting()) === 4, 'four statements wait');
      const aborted = performance.now();
      for (const controller of controllers) controller.abort();
      await settled;
      expect(performance.now() - aborted).toBeLessThan(1_000);
      expect(await waiting()).toBe(0);
      for (const answer of answers)
        await expect(answer).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
    });
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => store.execute(plan(), { timeoutMs: 10_000 })),
    );
    expect(answers).toHaveLength(12);
    const { rows } = await world.database.query<{ statement_timeout: string; transaction_read_only: string }>(
      `SELECT current_setting('statement_timeout') AS statement_timeout, current_setting('transaction_read_only') AS transaction_read_only`,
    );
    expect(rows).toEqual([{ statement_timeout: '30s', transaction_read_only: 'off' }]);
  });

  it('does not wait for a connection longer than its client', async () => {
    const busy = await Promise.all(
      Array.from({ length: world.database.limits.statements }, () => world.database.pool.connect()),
    );
    try {
      const controller = new AbortController();
      const answer = store.execute(plan(), { timeoutMs: 30_000, signal: controller.signal });
      controller.abort();
      await expect(answer).rejects.toMatchObject({ code: 'CLIENT_CLOSED_REQUEST' });
    } finally {
      for (const client of busy) client.release();
    }
    const { pool } = world.database;
    await eventually(() => pool.idleCount === pool.totalCount, 'all connections are back');
  });

  it('ends after its time limit and says when to try again', async () => {
    await whilePointsAreLocked(async () => {
      await expect(store.execute(plan(), { timeoutMs: 200 })).rejects.toMatchObject({
        code: 'QUERY_TIMEOUT',
        retryAfterSeconds: 5,
        detail: expect.stringContaining('0.2 s'),
      });
    });
  });

  it('ends when the HTTP client hangs up', async () => {
    const token = world.admin.token;
    const points = [{ metric: 'hang.up', value: 1 }];
    await world.request('POST', '/api/v1/data/points', { token, body: { points } });
    await whilePointsAreLocked(async () => {
      const controller = new AbortController();
      const request = fetch(`${world.api}/api/v1/data/query`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ metrics: [{ metric: 'hang.up', aggregation: 'sum' }] }),
        signal: controller.signal,
      });
      const failed = expect(request).rejects.toThrow();
      await eventually(async () => (await waiting()) === 1, 'the statement waits');
      const left = performance.now();
      controller.abort();
      await failed;
      await eventually(async () => (await waiting()) === 0, 'the statement has ended');
      expect(performance.now() - left).toBeLessThan(1_000);
    });
  });
});

function plan(): StorePlan {
  return {
    organizationId: world.organizationId,
    measures: [{ metricId: 1, aggregation: 'sum' }],
    from: 0,
    to: Date.UTC(2026, 0, 1),
    groupBy: [],
    where: [],
    maxRows: 10,
  };
}

/** Runs `work` while every statement on points waits. */
async function whilePointsAreLocked(work: () => Promise<void>): Promise<void> {
  await world.database.transaction(async (tx) => {
    await tx.query('LOCK TABLE metrics.points IN ACCESS EXCLUSIVE MODE');
    await work();
  });
}

/** How many statements of the store the database is busy with. */
async function waiting(): Promise<number> {
  const { rows } = await world.database.query(
    `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
     AND wait_event_type = 'Lock'`,
  );
  return rows.length;
}
