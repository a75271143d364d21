import { CompiledPrograms } from '../support/compiled-programs';
import { SlowClient } from '../support/slow-client';
import { aWorld, type World } from '../support/world';

const SLOW = 200;
const GROUPS = 20_000;
const BATCH = 10_000;
const READ_WITHIN_MS = 2_500;
const HEALTH_ANSWERS = 15;

/** Clients that hold connections: by sending slowly, and by not reading. */
describe('slow clients', () => {
  let world: World;
  let programs: CompiledPrograms;
  let url: string;
  const clients: SlowClient[] = [];

  beforeAll(async () => {
    world = await aWorld();
    programs = new CompiledPrograms();
    ({ url } = await programs.startApi({
      ...world.environment,
      REQUEST_TIMEOUT_MS: '2500',
      ANSWER_TIMEOUT_MS: `${READ_WITHIN_MS}`,
    }));
    for (let first = 0; first < GROUPS; first += BATCH) {
      const points = Array.from({ length: BATCH }, (_, i) => ({
        metric: 'large',
        value: Math.sin(first + i),
        timestamp: '2026-01-01T00:00:00Z',
        dimensions: { name: `${first + i}`.padEnd(250, 'x') },
      }));
      const { token } = world.admin;
      const stored = await world.request('POST', '/api/v1/data/points', { token, body: { points } });
      expect(stored.status).toBe(201);
    }
  }, 120_000);
  afterAll(async () => {
    for (const client of clients) client.close();
    await programs?.close();
    await world?.close();
  });

  const many = (make: (index: number) => SlowClient): SlowClient[] => {
    const made = Array.from({ length: SLOW }, (_, index) => make(index));
    clients.push(...made);
    return made;
  };

  /** Median of several answers of `GET /health`, in ms. */
  async function healthMs(): Promise<number> {
    const taken: number[] = [];
    for (let i = 0; i < HEALTH_ANSWERS; i++) {
      const began = performance.now();
      const answer = await fetch(`${url}/health`);
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
      taken.push(performance.now() - began);
    }
    return taken.toSorted((a, b) => a - b)[Math.floor(HEALTH_ANSWERS / 2)] ?? Infinity;
  }

  it('that send a byte at a time do not hold up others, and are told 408', async () => {
    const headers = 'GET /api/v1/auth/me HTTP/1.1\r\nhost: vitrine\r\nx-slow: ';
    const login = `POST /api/v1/auth/login HTTP/1.1\r\nhost: vitrine\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n`;
    const slow = many((index) => {
      const request = index % 2 === 0 ? headers : login;
      const options = { atOnce: index % 2 === 0 ? 20 : login.length, bytesEveryMs: 100 };
      return SlowClient.sender(url, request + 'x'.repeat(5_000), options);
    });
    expect(await healthMs()).toBeLessThan(1_000);
    await Promise.all(slow.map(({ ended }) => ended));
    for (const { received } of slow) {
      const answer = received.toString();
      expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      expect(answer).toContain('application/problem+json');
      expect(answer).toContain('"code":"REQUEST_TIMEOUT"');
    }
  }, 60_000);

  it('that do not read do not hold up others, and are cut in the end', async () => {
    const body = JSON.stringify({
      metrics: ['sum', 'avg', 'min', 'max'].map((aggregation) => ({
        metric: 'large',
        aggregation,
        as: aggregation,
      })),
      timeRange: { from: '2026-01-01', to: '2026-01-02' },
      groupBy: ['name'],
      limit: GROUPS,
    });
    const headers = { authorization: `Bearer ${world.admin.token}`, 'content-type': 'application/json' };
    const request = [
      'POST /api/v1/data/query HTTP/1.1',
      'host: vitrine',
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
    const whole = await fetch(`${url}/api/v1/data/query`, { method: 'POST', headers, body });
    expect(whole.status).toBe(200);
    const bytes = (await whole.arrayBuffer()).byteLength;
    expect(bytes).toBeGreaterThan(5_000_000);
    const slow = many(() => SlowClient.reader(url, request));
    expect(await healthMs()).toBeLessThan(1_000);
    // After the time that they have: what they are then let read ends before the end of the answer.
    await new Promise((resolve) => setTimeout(resolve, 2.5 * READ_WITHIN_MS));
    for (const client of slow) client.read();
    await Promise.all(slow.map(({ ended }) => ended));
    for (const { received } of slow) {
      expect(received.subarray(0, 15).toString()).toBe('HTTP/1.1 200 OK');
      expect(received.byteLength).toBeLessThan(bytes);
    }
    expect(await healthMs()).toBeLessThan(1_000);
  }, 120_000);
});
