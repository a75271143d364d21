import { aWorld, type World } from '../support/world';
import { CompiledPrograms } from '../support/compiled-programs';

const BOUND_MS = 1_000;
const QUERY = '/api/v1/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';

describe('cached answers of two api processes', () => {
  let world: World;
  let programs: CompiledPrograms;
  let otherUrl: string;

  beforeAll(async () => {
    world = await aWorld();
    programs = new CompiledPrograms();
    const { url } = await programs.startApi(world.environment);
    otherUrl = url;
    await store(1);
  }, 60_000);
  afterAll(async () => {
    await programs?.close();
    await world?.close();
  });

  const store = async (value: number): Promise<void> => {
    const points = [{ metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z', dimensions: {} }];
    const { token } = world.admin;
    const answer = await world.request('POST', '/api/v1/data/points', { token, body: { points } });
    expect(answer.status).toBe(201);
  };
  const askOther = async (path: string) => {
    const headers = { authorization: `Bearer ${world.admin.token}` };
    const response = await fetch(otherUrl + path, { headers });
    return { state: response.headers.get('x-cache'), body: await response.text() };
  };
  const untilHit = async (path: string): Promise<void> => {
    for (const began = performance.now(); performance.now() - began < 10_000;) {
      if ((await askOther(path)).state === 'HIT') return;
    }
    throw new Error(`${path} never became a hit`);
  };

  it('what one stores the other shows within a second, though it had cached what was', async () => {
    for (let value = 10; value < 100_000; value *= 10) {
      await untilHit(QUERY);
      const { body: before } = await askOther(QUERY);
      const rows = (text: string): string => JSON.stringify((JSON.parse(text) as { data: unknown }).data);
      await store(value);
      const wrote = performance.now();
      let lastOld = 0;
      for (;;) {
        const began = performance.now();
        if (rows((await askOther(QUERY)).body) !== rows(before)) break;
        lastOld = began - wrote;
        if (lastOld > 5 * BOUND_MS) break;
      }
      expect(lastOld).toBeLessThan(BOUND_MS);
    }
  });

  it('a dashboard that one renames has its new name in the lists of the other', async () => {
    const { token } = world.admin;
    const { body } = await world.request<{ id: string }>('POST', '/api/v1/dashboards', {
      token,
      body: { name: 'before' },
    });
    await untilHit('/api/v1/dashboards');
    await world.request('PATCH', `/api/v1/dashboards/${body.id}`, { token, body: { name: 'after' } });
    const wrote = performance.now();
    let lastOld = 0;
    for (;;) {
      const began = performance.now();
      if ((await askOther('/api/v1/dashboards')).body.includes('after')) break;
      lastOld = began - wrote;
      if (lastOld > 5 * BOUND_MS) break;
    }
    expect(lastOld).toBeLessThan(BOUND_MS);
  });
});
