import { jest } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Cache } from '@app/cache';
import { createLogger } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { eventually } from '../support/eventually';
import { aWorld, type Answer, type World, type WorldUser } from '../support/world';

const QUERY = '/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';

/** Far less than any time to live, so that only an invalidation can explain a new answer. */
const TOLD_WITHIN_MS = 10_000;

describe('what is cached when a writer ends between its commit and telling the caches', () => {
  let world: World;
  let writer: NestFastifyApplication;
  let writerUrl: string;
  let analyst: WorldUser;

  beforeAll(async () => {
    world = await aWorld();
    await world.worker();
    writer = await createApi({
      config: world.config,
      logger: createLogger({ name: 'api', level: 'silent' }),
    });
    // Its transactions commit; of what follows a commit nothing happens, as if it had been killed.
    const cache = writer.get(Cache);
    for (const telling of ['delete', 'invalidateTags', 'pointsChanged'] as const)
      jest.spyOn(cache, telling).mockResolvedValue();
    await writer.listen(0, '127.0.0.1');
    writerUrl = await writer.getUrl();
    analyst = await world.user({ roles: ['analyst'] });
    await write('POST', '/data/points', { points: [point(1, 'emea')] });
  });
  afterAll(async () => {
    await writer.close();
    await world.close();
  });

  const point = (value: number, region: string) => ({
    metric: 'sales',
    value,
    timestamp: '2024-01-05T10:00:00Z',
    dimensions: { region },
  });
  const write = async <B = { id: string }>(method: string, path: string, body?: unknown): Promise<B> => {
    const response = await fetch(`${writerUrl}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${world.admin.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    expect([response.status, text]).toEqual([expect.any(Number), expect.not.stringContaining('"error"')]);
    return (text === '' ? undefined : JSON.parse(text)) as B;
  };
  const read = (path: string, as: WorldUser = world.admin): Promise<Answer> =>
    world.request('GET', `/api/v1${path}`, { token: as.token });
  const text = async (path: string): Promise<string> => {
    const { data } = (await read(path)).body as { data: unknown };
    return JSON.stringify(data);
  };

  /** Caches an answer, has it changed, and waits until the reader gives another one that holds `shows`. */
  const follows = async (path: string, change: () => Promise<unknown>, shows: string): Promise<void> => {
    await eventually(async () => (await read(path)).headers.get('x-cache') === 'HIT', `${path} is cached`);
    expect(await text(path)).not.toContain(shows);
    await change();
    await eventually(
      async () => (await text(path)).includes(shows),
      `${path} shows ${shows}`,
      TOLD_WITHIN_MS,
    );
  };

  it('results follow the points', () =>
    follows(QUERY, () => write('POST', '/data/points', { points: [point(41, 'emea')] }), '[[42]]'));

  it('the catalogue follows a new value of a known dimension', () =>
    follows(
      '/data/catalog',
      () => write('POST', '/data/points', { points: [point(1, 'antarctica')] }),
      'antarctica',
    ));

  it('the catalogue follows a new metric and what is said of one', async () => {
    const points = [{ metric: 'visits', value: 1, timestamp: '2024-01-05T10:00:00Z' }];
    await follows('/data/catalog', () => write('POST', '/data/points', { points }), 'visits');
    await follows('/data/catalog', () => write('PUT', '/data/catalog/sales', { unit: 'EUR' }), 'EUR');
  });

  it('lists of dashboards follow a new, a renamed and a deleted one', async () => {
    const list = '/dashboards?limit=200';
    let id = '';
    const create = async (): Promise<unknown> =>
      ({ id } = await write('POST', '/dashboards', { name: 'Brand new', visibility: 'organization' }));
    await follows(list, create, 'Brand new');
    await follows(list, () => write('PATCH', `/dashboards/${id}`, { name: 'Renamed' }), 'Renamed');
    const widget = {
      dashboardId: id,
      type: 'text',
      title: 'A widget',
      config: { display: { markdown: 'x' } },
    };
    await follows(`/dashboards/${id}/widgets`, () => write('POST', '/widgets', widget), 'A widget');
    await eventually(async () => (await read(list)).headers.get('x-cache') === 'HIT', 'the list is cached');
    await write('DELETE', `/dashboards/${id}`);
    await eventually(
      async () => !(await text(list)).includes(id),
      'it is gone from the list',
      TOLD_WITHIN_MS,
    );
  });

  it('preferences follow an administrator who sets them', async () => {
    const path = `/users/${world.admin.id}/preferences`;
    await eventually(async () => (await read(path)).headers.get('x-cache') === 'HIT', 'they are cached');
    await write('PUT', path, { timezone: 'Europe/Berlin' });
    const told = async (): Promise<boolean> => (await read(path)).body.timezone === 'Europe/Berlin';
    await eventually(told, 'they are the new ones', TOLD_WITHIN_MS);
  });

  it('lists of dashboards no longer name an owner who is gone', async () => {
    await world.request('POST', '/api/v1/dashboards', {
      token: analyst.token,
      body: { name: 'Of somebody', visibility: 'organization' },
    });
    const remove = (): Promise<unknown> => write('DELETE', `/users/${analyst.id}`);
    await follows('/dashboards?search=somebody', remove, '"ownerId":null');
  });
});
