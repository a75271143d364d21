import { SELF_ORGANIZATION_ID } from '@app/auth';
import { SelfPublisher } from '@app/data';
import { JobQueue } from '@app/jobs';
import { pointMetrics } from '@app/platform';
import { eventually } from '../support/eventually';
import { aWorld, type World } from '../support/world';

const HEADERS = { 'x-organization-id': SELF_ORGANIZATION_ID };

interface Data {
  data: { rows: unknown[][] };
}

describe('self-telemetry', () => {
  let world: World;

  /** Rows of a question to the organization of self-telemetry about the last hour; none before its first batch is there. */
  const ask = async (metric: string, aggregation: string, groupBy: string[] = []): Promise<unknown[][]> => {
    const answer = await world.request<Data>('POST', '/api/v1/data/query', {
      token: world.admin.token,
      headers: HEADERS,
      body: { metrics: [{ metric, aggregation }], timeRange: '1h', groupBy },
    });
    if (answer.status === 404 || answer.status === 422) return [];
    expect(answer.status).toBe(200);
    return answer.body.data.rows;
  };
  const pointsOf = async (process: string) => {
    const { rows } = await world.database.query<{ ts: string; points: number }>(
      `SELECT p.ts::text, count(*)::int AS points FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
       JOIN metrics.metric m ON m.id = s.metric_id
       WHERE m.organization_id = $1 AND s.dims->>'process' = $2 GROUP BY 1 ORDER BY 1`,
      [SELF_ORGANIZATION_ID, process],
    );
    return rows.map(({ points }) => points);
  };

  describe('of a running installation', () => {
    beforeAll(async () => {
      world = await aWorld({ env: { SELF_TELEMETRY: 'true', SELF_TELEMETRY_INTERVAL_MS: '500' } });
      await world.worker();
    });
    afterAll(() => world?.close());

    it('counts requests by route template and status class, with their durations', async () => {
      const { token } = world.admin;
      for (let index = 0; index < 4; index++)
        await world.request('GET', `/api/v1/dashboards/${crypto.randomUUID()}`, { token });
      const counted = ['GET', '/api/v1/dashboards/:id', '4xx', 4];
      await eventually(
        async () =>
          (await ask('vitrine.http.requests', 'sum', ['method', 'route', 'status_class'])).some(
            (row) => JSON.stringify(row) === JSON.stringify(counted),
          ),
        'the requests are counted',
      );
      const where = await ask('vitrine.http.requests', 'sum', ['route', 'process', 'instance']);
      expect(where).toContainEqual(['/api/v1/dashboards/:id', 'api', '1', 4]);
      const durations = await ask('vitrine.http.duration', 'count', ['route']);
      expect(durations).toContainEqual(['/api/v1/dashboards/:id', 4]);
    });

    it('counts runs of jobs', async () => {
      await world.get(JobQueue).add('purge-sessions', {});
      const rows = await eventually(async () => {
        const runs = await ask('vitrine.jobs.runs', 'sum', ['job', 'outcome']);
        return runs.some(([job]) => job === 'purge-sessions') && runs;
      }, 'the job is counted');
      expect(rows).toContainEqual(['purge-sessions', 'completed', 1]);
      expect(await ask('vitrine.jobs.duration', 'count', ['job'])).toContainEqual(['purge-sessions', 1]);
    });

    it('tells of both processes: lag, event loop, memory, connections', async () => {
      const processes = async (metric: string) =>
        (await ask(metric, 'max', ['process'])).map(([name]) => name);
      for (const metric of [
        'eventloop.delay',
        'memory.resident',
        'memory.heap',
        'pool.connections',
        'cpu.time',
      ])
        await eventually(
          async () => (await processes(`vitrine.${metric}`)).length === 2,
          `${metric} of api and worker`,
        );
      for (const metric of ['relay.lag', 'rollup.lag', 'rollup.marks'])
        expect(await processes(`vitrine.${metric}`)).toEqual(['worker']);
    });

    it('is described in the catalogue, and kept for a week', async () => {
      const { rows } = await world.database.query<{ name: string; unit: string; retention_days: number }>(
        'SELECT name, unit, retention_days FROM metrics.metric WHERE organization_id = $1 ORDER BY name COLLATE "C"',
        [SELF_ORGANIZATION_ID],
      );
      expect(rows).toEqual(
        pointMetrics()
          .map(({ name, unit }) => ({ name, unit, retention_days: 7 }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      );
    });

    it('has a dashboard on which every widget answers', async () => {
      const { token } = world.admin;
      const found = await eventually(async () => {
        const { body } = await world.request<{ data: { id: string; name: string }[] }>(
          'GET',
          '/api/v1/dashboards?tag=vitrine',
          { token, headers: { ...HEADERS, 'cache-control': 'no-cache' } },
        );
        return body.data[0];
      }, 'the dashboard is there');
      expect(found.name).toBe('Vitrine');
      type Widgets = Record<string, { status: string; error: unknown; data: { rows?: unknown[] } | null }>;
      const { body } = await world.request<{ data: { widgets: Widgets } }>(
        'GET',
        `/api/v1/dashboards/${found.id}/data`,
        { token, headers: HEADERS },
      );
      const widgets = Object.values(body.data.widgets);
      expect(widgets).toHaveLength(12);
      for (const widget of widgets) expect(widget).toMatchObject({ status: 'ok', error: null });
      expect(widgets.filter(({ data }) => (data?.rows?.length ?? 0) > 0).length).toBeGreaterThanOrEqual(9);
    });

    it('is there for super_admin alone', async () => {
      const admin = await world.user({ roles: ['admin'] });
      const refused = await world.request('GET', '/api/v1/dashboards', {
        token: admin.token,
        headers: HEADERS,
      });
      expect(refused).toMatchObject({ status: 403, body: { code: 'INSUFFICIENT_PERMISSIONS' } });
      const own = await world.request<{ data: unknown[] }>('GET', '/api/v1/dashboards?tag=vitrine', {
        token: admin.token,
      });
      expect(own.body.data).toEqual([]);
    });
  });

  describe('of an idle installation', () => {
    beforeAll(async () => {
      world = await aWorld({ env: { SELF_TELEMETRY: 'true', SELF_TELEMETRY_INTERVAL_MS: '500' } });
      await world.worker();
    });
    afterAll(() => world?.close());

    it('writes the same points each time, but for the runs of its upkeep: writing them causes no others', async () => {
      const kinds = ['api', 'worker'] as const;
      for (const kind of kinds)
        await eventually(
          async () => (await pointsOf(kind)).length >= 10,
          `${kind} has written ten batches`,
          20_000,
        );
      // The first batches have what happened while it started.
      expect(new Set((await pointsOf('api')).slice(4))).toEqual(new Set([12]));
      // Rollups are made anew and alerts evaluated every few seconds: a run of that is counted, with its duration, whatever was written.
      for (const points of (await pointsOf('worker')).slice(4)) {
        // Ten of them say how full the two queues are.
        expect(points).toBeGreaterThanOrEqual(20);
        expect(points).toBeLessThanOrEqual(20 + 8);
      }
    });
  });

  describe('of several processes', () => {
    beforeAll(async () => {
      world = await aWorld();
    });
    afterAll(() => world?.close());

    it('makes its organization once, and gives each process a number of its own and back', async () => {
      const one = world.get(SelfPublisher);
      const workers = [await world.worker(), await world.worker()];
      const publishers = [one, ...workers.map(({ app }) => app.get(SelfPublisher, { strict: false }))];
      await Promise.all(publishers.map((publisher) => publisher.publish()));
      await Promise.all(publishers.map((publisher) => publisher.publish()));
      const slots = async () =>
        (
          await world.database.query<{ process: string; slot: number }>(
            'SELECT process, slot FROM metrics.reporter ORDER BY 1, 2',
          )
        ).rows.map(({ process, slot }) => `${process} ${slot}`);
      const names = await slots();
      expect(names[0]).toBe('api 1');
      expect(names.slice(1).every((name) => /^worker [12]$/.test(name))).toBe(true);
      const organizations = await world.database.query('SELECT FROM organization WHERE id = $1', [
        SELF_ORGANIZATION_ID,
      ]);
      expect(organizations.rows).toHaveLength(1);
      await workers[0]?.close();
      await world.worker().then(({ app }) => app.get(SelfPublisher, { strict: false }).publish());
      expect((await slots()).length).toBeLessThanOrEqual(3);
    });

    it('comes back when somebody deleted its organization', async () => {
      const publisher = world.get(SelfPublisher);
      await publisher.publish();
      const deleted = await world.request('DELETE', `/api/v1/organizations/${SELF_ORGANIZATION_ID}`, {
        token: world.admin.token,
      });
      expect(deleted.status).toBe(204);
      await eventually(
        () =>
          publisher.attempt().then(async () => {
            const { rows } = await world.database.query('SELECT FROM organization WHERE id = $1', [
              SELF_ORGANIZATION_ID,
            ]);
            return rows.length === 1;
          }),
        'it is there again',
      );
      expect(await publisher.publish()).toBeGreaterThan(0);
    });
  });

  describe('switched off', () => {
    beforeAll(async () => {
      world = await aWorld();
      await world.worker();
    });
    afterAll(() => world?.close());

    it('writes nothing, makes no organization and no dashboard', async () => {
      const { rows } = await world.database.query<{ organizations: number; dashboards: number }>(
        `SELECT (SELECT count(*)::int FROM organization WHERE id = $1) AS organizations,
                (SELECT count(*)::int FROM dashboard WHERE organization_id = $1) AS dashboards`,
        [SELF_ORGANIZATION_ID],
      );
      expect(rows).toEqual([{ organizations: 0, dashboards: 0 }]);
    });
  });
});
