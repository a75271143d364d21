import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLogger } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { eventually } from '../support/eventually';
import { type Answer, aWorld, send, type World, type WorldUser } from '../support/world';

const BOUND_MS = 1_000;

describe('what one api process takes away', () => {
  let world: World;
  let other: NestFastifyApplication;
  let otherUrl: string;
  let dashboard: string;
  let widget: string;

  beforeAll(async () => {
    world = await aWorld();
    other = await createApi({ config: world.config, logger: createLogger({ name: 'api', level: 'silent' }) });
    await other.listen(0, '127.0.0.1');
    otherUrl = await other.getUrl();
    const point = (value: number, region: string) => ({
      metric: 'sales',
      value,
      timestamp: '2024-01-05T10:00:00Z',
      dimensions: { region },
    });
    await here('POST', '/data/points', { points: [point(1, 'emea'), point(2, 'apac')] });
    dashboard = (await here<{ id: string }>('POST', '/dashboards', { name: 'Shared' })).id;
    const timeRange = { from: '2024-01-01', to: '2024-02-01' };
    const query = { metrics: [{ metric: 'sales', aggregation: 'sum' }], timeRange };
    const body = { dashboardId: dashboard, type: 'stat', title: 'Sales', config: { query } };
    widget = (await here<{ id: string }>('POST', '/widgets', body)).id;
  });
  afterAll(async () => {
    await other?.close();
    await world?.close();
  });

  const here = async <B = unknown>(method: string, path: string, body?: unknown): Promise<B> => {
    const answer = await world.request<B>(method, `/api/v1${path}`, { token: world.admin.token, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const there = (token: string, path: string): Promise<Answer> =>
    send(otherUrl, 'GET', `/api/v1${path}`, { token });
  const share = (...shares: object[]) => here('PUT', `/dashboards/${dashboard}/shares`, { shares });
  const member = async (...shares: ((id: string) => object)[]): Promise<WorldUser> => {
    const user = await world.user({ roles: ['analyst'] });
    await share(...shares.map((each) => each(user.id)));
    return user;
  };
  /** Asks the other again and again after a change; how long after it, in ms, a request began that got the old answer. */
  const lastOldAnswer = async (
    change: () => Promise<unknown>,
    isNew: () => Promise<boolean>,
  ): Promise<number> => {
    await change();
    const since = performance.now();
    for (let last = 0; ;) {
      const began = performance.now();
      if (await isNew()) return last;
      last = began - since;
      if (last > 5 * BOUND_MS) return last;
    }
  };
  const isRefused = (token: string, path: string, status: number) => async (): Promise<boolean> =>
    (await there(token, path)).status === status;

  it.each(['', '/widgets', '/data'])(
    'a share is gone in the other within a second: /dashboards/:id%s',
    async (rest) => {
      const user = await member((userId) => ({ userId, access: 'read' }));
      const path = `/dashboards/${dashboard}${rest}`;
      const cached = async () =>
        rest === '' || (await there(user.token, path)).headers.get('x-cache') === 'HIT';
      await eventually(cached, 'the other has cached it');
      expect((await there(user.token, path)).status).toBe(200);
      expect(await lastOldAnswer(() => share(), isRefused(user.token, path, 404))).toBeLessThanOrEqual(
        BOUND_MS,
      );
    },
  );

  it('a share is gone from the lists of the other within a second', async () => {
    const user = await member((userId) => ({ userId, access: 'read' }));
    const count = async () => ((await there(user.token, '/dashboards')).body.data as unknown[]).length;
    await eventually(async () => (await count()) === 1, 'it is listed');
    expect(
      await lastOldAnswer(
        () => share(),
        async () => (await count()) === 0,
      ),
    ).toBeLessThanOrEqual(BOUND_MS);
  });

  it('a data policy counts in the other within a second, for users and for roles', async () => {
    const user = await member((userId) => ({ userId, access: 'read' }));
    const path = `/widgets/${widget}/data`;
    const shown = async (): Promise<unknown> => {
      const { body } = await there(user.token, path);
      return (body.data as { rows: unknown[][] }).rows[0]?.[0];
    };
    await eventually(async () => (await shown()) === 3, 'the whole is shown');
    const changes: [string, object, number][] = [
      [`/users/${user.id}/data-policy`, { region: ['emea'] }, 1],
      [`/users/${user.id}/data-policy`, {}, 3],
      ['/roles/analyst/data-policy', { region: ['apac'] }, 2],
      ['/roles/analyst/data-policy', {}, 3],
    ];
    for (const [route, dataPolicy, expected] of changes) {
      const late = await lastOldAnswer(
        () => here('PUT', route, { dataPolicy }),
        async () => (await shown()) === expected,
      );
      expect(late).toBeLessThanOrEqual(BOUND_MS);
    }
  });

  it('an embed token is refused by the other within a second', async () => {
    const path = `/dashboards/${dashboard}/data`;
    const tokenOf = async ({ token }: WorldUser): Promise<string> => {
      const route = `/api/v1/dashboards/${dashboard}/embed-tokens`;
      const { body } = await world.request<{ token: string }>('POST', route, { token, body: {} });
      return body.token;
    };
    const endings: ((user: WorldUser) => Promise<unknown>)[] = [
      () => here('DELETE', `/dashboards/${dashboard}/embed-tokens`),
      () => share(),
      ({ id }) => here('PATCH', `/users/${id}`, { roles: ['viewer'] }),
      ({ id }) => here('DELETE', `/users/${id}`),
    ];
    for (const end of endings) {
      const user = await member((userId) => ({ userId, access: 'write' }));
      const token = await tokenOf(user);
      await eventually(async () => (await there(token, path)).status === 200, 'the other shows it');
      expect(await lastOldAnswer(() => end(user), isRefused(token, path, 401))).toBeLessThanOrEqual(BOUND_MS);
    }
  });
});
