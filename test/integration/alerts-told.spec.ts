import { OutboxWake } from '@app/database';
import { JobQueue } from '@app/jobs';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { BuiltInRules } from '../../libs/alerts/src/builtin/built-in-rules';
import { InstallationWatch } from '../../libs/alerts/src/builtin/installation-watch';
import { linesOf, subjectOf } from '../../libs/alerts/src/notification/alert-text';
import { AlertWorker } from '../support/alert-worker';
import { MovableClock } from '../support/movable-clock';
import { type Answer, aWorld, type World } from '../support/world';

const MINUTE = 60_000;

interface Alert {
  id: string;
  builtIn: string | null;
  state: string;
  name: string;
}

describe('what alerts tell', () => {
  let world: World;
  let by: AlertWorker;
  const clock = new MovableClock();

  beforeAll(async () => {
    world = await aWorld({ clock });
    by = new AlertWorker(world, clock);
  });
  afterAll(() => world.close());
  beforeEach(() => world.database.query('DELETE FROM alert_rule'));

  const ask = <B = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    options: { token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body, ...options });
  /** A value of the metric, now, and an evaluation a minute later. */
  const pass = async (values: Record<string, number>): Promise<string[]> => {
    clock.offsetMs += MINUTE;
    const points = Object.entries(values).map(([region, value]) => ({
      metric: 'load',
      value,
      dimensions: { region },
      timestamp: clock.now().toISOString(),
    }));
    expect((await ask('POST', '/data/points', { points })).status).toBe(201);
    await world.database.query('DELETE FROM alert_notification');
    await world.database.query('UPDATE alert_rule SET next_evaluation_at = $1 WHERE builtin IS NULL', [
      clock.now(),
    ]);
    await by.run();
    return (await by.told()).map(({ news }) => subjectOf(news));
  };
  const anAlert = async (fields: object = {}): Promise<Alert> => {
    await ask('POST', '/data/points', {
      points: [{ metric: 'load', value: 1, dimensions: { region: 'north' } }],
    });
    const answer = await ask<Alert>('POST', '/alerts', {
      name: 'Busy',
      query: { metrics: [{ metric: 'load', aggregation: 'last' }], timeRange: '1d', groupBy: ['region'] },
      condition: { operator: 'gt', value: 100 },
      repeat: '1m',
      labels: { team: 'sales' },
      channels: [{ type: 'mail', to: ['on-call@example.com'] }],
      ...fields,
    });
    expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
    return answer.body;
  };

  it('is told once and no more of what is acknowledged, until it is resolved', async () => {
    const { id } = await anAlert();
    expect((await ask('POST', `/alerts/${id}/acknowledge`, {})).status).toBe(409);
    expect(await pass({ north: 500, south: 500 })).toEqual(['[Firing] Busy (2 series)']);
    expect(await pass({ north: 500, south: 500 })).toEqual(['[Still firing] Busy (2 series)']);
    const one = await ask<{ data: object[] }>('POST', `/alerts/${id}/acknowledge`, {
      series: { region: 'north' },
    });
    expect(one.body.data).toMatchObject([
      { group: { region: 'north' }, state: 'firing', acknowledgement: { by: world.admin.id, until: null } },
    ]);
    expect(await pass({ north: 500, south: 500 })).toEqual(['[Still firing] Busy']);
    const series = await ask<{ data: { acknowledgement: object | null }[] }>('GET', `/alerts/${id}/series`);
    expect(series.body.data.map(({ acknowledgement }) => acknowledgement !== null)).toEqual([true, false]);
    expect(await pass({ north: 1, south: 1 })).toEqual(['[Resolved] Busy (2 series)']);
    expect(await pass({ north: 500 })).toEqual(['[Firing] Busy']);
  });

  it('is told again of what is acknowledged for a while only', async () => {
    const { id } = await anAlert();
    await pass({ north: 500 });
    const until = new Date(clock.now().getTime() + 1.5 * MINUTE).toISOString();
    expect((await ask('POST', `/alerts/${id}/acknowledge`, { until })).status).toBe(200);
    expect(await pass({ north: 500 })).toEqual([]);
    expect(await pass({ north: 500 })).toEqual(['[Still firing] Busy']);
    for (const [pointer, body] of [
      ['/until', { until: '2020-01-01T00:00:00Z' }],
      ['/series/country', { series: { country: 'x' } }],
      ['/series', { series: { region: 'nowhere' } }],
    ] as const) {
      const { status, body: problem } = await ask<{ errors: { pointer: string }[] }>(
        'POST',
        `/alerts/${id}/acknowledge`,
        body,
      );
      expect([status, problem.errors[0]?.pointer]).toEqual([400, pointer]);
    }
  });

  it('is nothing of series that a silence matches, and what lasts when it is ended', async () => {
    await anAlert();
    const silence = await ask<{ id: string; state: string }>('POST', '/alerts/silences', {
      matchers: [
        { label: 'region', operator: 'in', values: ['north', 'west'] },
        { label: 'team', operator: 'eq', values: ['sales'] },
      ],
      for: '1h',
      comment: 'Moving',
    });
    expect([silence.status, silence.body.state]).toEqual([201, 'active']);
    expect(await pass({ north: 500, south: 500 })).toEqual(['[Firing] Busy']);
    const path = `/alerts/silences/${silence.body.id}`;
    expect((await ask('GET', path)).headers.get('etag')).toBe('"1"');
    expect((await ask('DELETE', path, undefined, { headers: { 'if-match': '"9"' } })).status).toBe(412);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('DELETE', path)).status).toBe(409);
    expect(await pass({ north: 500, south: 500 })).toEqual(['[Firing] Busy', '[Still firing] Busy']);
    const ended = await ask<{ data: { id: string }[] }>('GET', '/alerts/silences?state=ended');
    expect(ended.body.data.map(({ id }) => id)).toContain(silence.body.id);
    expect((await ask<{ data: object[] }>('GET', '/alerts/silences?state=active')).body.data).toEqual([]);
    const analyst = await world.user({ roles: ['analyst'], dataPolicy: { region: ['north'] } });
    expect((await ask('GET', path, undefined, { token: analyst.token })).status).toBe(403);
  });

  it.each([
    ['/matchers', { matchers: [] }],
    ['/matchers', { matchers: [{ label: 'region', operator: 'ne', values: ['north'] }] }],
    ['/matchers/0/operator', { matchers: [{ label: 'region', operator: '~', values: ['.*'] }] }],
    ['/matchers/0/values', { matchers: [{ label: 'region', operator: 'eq', values: ['a', 'b'] }] }],
    ['/for', { for: '90d' }],
    ['/startsAt', { startsAt: '2020-01-01T00:00:00Z' }],
  ])('names what is wrong with a silence: %s', async (pointer, fields) => {
    const { status, body } = await ask<{ errors: { pointer: string }[] }>('POST', '/alerts/silences', {
      matchers: [{ label: 'region', operator: 'eq', values: ['north'] }],
      for: '1h',
      comment: 'x',
      ...fields,
    });
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is told in the words of its templates', async () => {
    const alert = await anAlert({
      templates: {
        title: '{{labels.team}}: {{group.region}} {{state}}',
        body: 'It is {{value}}\n{{ series }}',
      },
    });
    await pass({ north: 500, south: 1 });
    const [told] = await by.told();
    if (!told) throw new Error('nothing was told');
    expect([subjectOf(told.news), linesOf(told.news)]).toEqual([
      'sales: north Firing',
      ['It is 500', 'region=north: 500'],
    ]);
    const reset = await ask<{ templates: object }>('PATCH', `/alerts/${alert.id}`, {
      templates: { title: null },
    });
    expect(reset.body.templates).toEqual({ title: null, body: 'It is {{value}}\n{{ series }}' });
    const bad = await ask('PATCH', `/alerts/${alert.id}`, { templates: { body: '{{group.country}}' } });
    expect(bad.body).toMatchObject({ errors: [{ pointer: '/templates/body' }] });
  });

  describe('of Vitrine itself', () => {
    const depths = { value: [] as { queue: string; waiting: number; oldestWaitingMs: number }[] };
    const watch = () =>
      new InstallationWatch(
        new BuiltInRules(world.database, by.outcomes(), world.get(OutboxWake), clock),
        world.database,
        { depths: () => Promise.resolve(depths.value) } as unknown as JobQueue,
        world.get(AppConfig),
        world.app.get<Logger>(LOGGER),
      );
    const news = async () => {
      const all = (await by.told()).filter(({ news: { builtIn } }) => builtIn !== undefined);
      await world.database.query('DELETE FROM alert_notification');
      return all;
    };
    const builtIn = async (kind: string) => {
      const { body } = await ask<{ data: Alert[] }>('GET', '/alerts');
      return body.data.find((each) => each.builtIn === kind);
    };

    it('is that a queue backs up, once, to the administrators of those who run the installation', async () => {
      depths.value = [{ queue: 'bulk', waiting: 7, oldestWaitingMs: 400_000 }];
      await Promise.all([watch().look(), watch().look(), watch().look()]);
      const [told, ...more] = await news();
      expect(more).toEqual([]);
      expect(told).toMatchObject({
        channel: 'mail',
        target: world.admin.email,
        news: {
          news: 'firing',
          builtIn: 'queue-backlog',
          series: [{ group: { queue: 'bulk' }, value: 400 }],
        },
      });
      expect(told && linesOf(told.news)).toContain('queue=bulk: 7 jobs wait, the oldest for 400 s');
      depths.value = [{ queue: 'bulk', waiting: 9, oldestWaitingMs: 500_000 }];
      await watch().look();
      expect(await news()).toEqual([]);
      depths.value = [{ queue: 'bulk', waiting: 1, oldestWaitingMs: 10 }];
      await watch().look();
      expect((await news()).map(({ news: { news: what } }) => what)).toEqual(['resolved']);
    });

    it('is that an alert cannot be evaluated, and that it can be again', async () => {
      depths.value = [];
      const { id } = await anAlert({ channels: [] });
      await world.database.query(`UPDATE alert_rule SET owner_permissions = '{alert:write}' WHERE id = $1`, [
        id,
      ]);
      await pass({ north: 1 });
      await watch().look();
      await watch().look();
      const told = await news();
      expect(told).toMatchObject([
        {
          target: world.admin.email,
          news: { builtIn: 'alert-failing', series: [{ group: { alertId: id } }] },
        },
      ]);
      expect(told[0]?.news.series[0]?.detail).toContain('may not read');
      expect((await builtIn('alert-failing'))?.state).toBe('firing');
      expect((await ask('DELETE', `/alerts/${id}`)).status).toBe(204);
      await watch().look();
      expect((await news()).map(({ news: { news: what } }) => what)).toEqual(['resolved']);
    });

    it('is that a source fails, while it is on', async () => {
      depths.value = [];
      const { rows } = await world.database.query<{ id: string }>(
        `INSERT INTO data_source (id, organization_id, name, type, kind, connection, enabled, last_error, last_error_at, created_at, updated_at)
         VALUES (gen_random_uuid(), $1, 'Shop', 'database', 'postgresql', '{}', true, 'It refuses connections.', now(), now(), now())
         RETURNING id`,
        [world.organizationId],
      );
      await watch().look();
      await watch().look();
      const told = await news();
      expect(told).toMatchObject([
        {
          news: { builtIn: 'source-failing', series: [{ group: { sourceId: rows[0]?.id, source: 'Shop' } }] },
        },
      ]);
      expect(told[0] && linesOf(told[0].news).join('\n')).toMatch(
        /source=Shop, .*: It refuses connections\./,
      );
      await world.database.query('UPDATE data_source SET last_error = NULL');
      await watch().look();
      expect((await news()).map(({ news: { news: what } }) => what)).toEqual(['resolved']);
    });

    it('is told to whom people say, if they do not switch it off', async () => {
      depths.value = [];
      await watch().look();
      const rule = await builtIn('queue-backlog');
      const path = `/alerts/${rule?.id}`;
      expect((await ask('DELETE', path)).status).toBe(409);
      expect((await ask('POST', `${path}/test`, {})).status).toBe(409);
      const query = { metrics: [{ metric: 'load', aggregation: 'sum' }], timeRange: '1h' };
      expect((await ask('PATCH', path, { query })).body).toMatchObject({ errors: [{ pointer: '/query' }] });
      const changed = await ask('PATCH', path, { channels: [{ type: 'mail', to: ['ops@example.com'] }] });
      expect([changed.status, changed.body.query]).toEqual([200, null]);
      depths.value = [{ queue: 'default', waiting: 7, oldestWaitingMs: 400_000 }];
      await watch().look();
      expect((await news()).map(({ target }) => target)).toEqual(['ops@example.com']);
      expect((await ask('POST', `${path}/acknowledge`, {})).status).toBe(200);
      const events = await ask<{ data: object[] }>('GET', `${path}/events`);
      expect(events.body.data).toMatchObject([{ to: 'firing', group: { queue: 'default' } }]);
      await ask('PATCH', path, { enabled: false });
      depths.value = [];
      await watch().look();
      expect(await news()).toEqual([]);
    });

    it('is not the matter of organizations that do not run the installation', async () => {
      await ask('POST', '/organizations', { name: 'Another' });
      await watch().look();
      const { rows } = await world.database.query<{ builtin: string }>(
        'SELECT builtin FROM alert_rule WHERE organization_id <> $1 ORDER BY builtin',
        [world.organizationId],
      );
      expect(rows.map(({ builtin }) => builtin)).toEqual(['alert-failing', 'source-failing']);
    });
  });
});
