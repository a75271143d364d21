import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getQueueToken } from '@nestjs/bullmq';
import { DatabaseModule } from '@app/database';
import { type JobName, JOBS, QUEUES } from '@app/jobs';
import { createLogger, loadConfig, PlatformModule } from '@app/platform';
import type { Queue } from 'bullmq';
import { Client } from 'pg';
import { profileModules } from '../../apps/profile';
import { eventually } from '../support/eventually';
import { Installation, type LogLine } from '../support/installation';
import { ADMIN, type Answer, login, send, type WorldUser } from '../support/world';

const BOUND_MS = 1_000;
const RESULTS = '/data/metrics?metric=sales&aggregation=sum&from=2024-01-01&to=2024-02-01';
/** Requests at once, of the thousand. */
const WAVE = 250;
const READS_POINTS = /(FROM|JOIN) metrics\.(points|rollup)/;
const shared = process.env.TEST_PROFILE === 'server';

@Module({})
class QueuesModule {}

/** Two apis and two workers, started at once on an empty installation that is to have the demo. */
describe(`two apis and two workers in the ${shared ? 'server' : 'embedded'} profile`, () => {
  jest.setTimeout(120_000);
  let installation: Installation;
  let database: Client;
  let queues: INestApplicationContext;

  beforeAll(async () => {
    installation = await Installation.start(
      { apis: 2, workers: 2 },
      { DEMO: 'sample', LOGIN_LIMIT_PER_ACCOUNT: '5' },
    );
    database = new Client({ connectionString: installation.databaseUrl });
    await database.connect();
    const config = loadConfig(installation.environment);
    const logger = createLogger({ name: 'start', level: 'silent' });
    const imports = [
      PlatformModule.forRoot({ config, logger }),
      DatabaseModule.forRoot({ entities: [] }),
      ...profileModules(config),
    ];
    queues = await NestFactory.createApplicationContext({ module: QueuesModule, imports }, { logger: false });
  });
  afterAll(async () => {
    await queues?.close();
    await database?.end();
    await installation?.close();
  });

  const at = (api: number) => ({
    get: <B = Record<string, unknown>>(path: string, token?: string): Promise<Answer<B>> =>
      installation.request<B>(api, 'GET', path, { token }),
    send: async <B = { id: string }>(method: string, path: string, body?: unknown): Promise<B> => {
      const answer = await installation.request<B>(api, method, path, { body });
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
      return answer.body;
    },
  });
  const lines = (matches: (line: LogLine) => boolean): LogLine[] =>
    installation.workers.flatMap(({ log }) => log.filter(matches));
  const done = (job: JobName): LogLine[] => lines((line) => line.msg === 'job done' && line.job === job);
  const store = (api: number, value: number, region: string): Promise<unknown> =>
    at(api).send('POST', '/data/points', {
      points: [{ metric: 'sales', value, timestamp: '2024-01-05T10:00:00Z', dimensions: { region } }],
    });
  const user = async (roles: string[]): Promise<WorldUser> => {
    const email = `user-${crypto.randomUUID()}@example.com`;
    const password = 'three teal otters waltz';
    await at(0).send('POST', '/users', { email, name: 'A user', roles, password });
    return login(installation.apis[1]?.url ?? '', email, password);
  };

  /** How long after `since`, in ms, a request began that still got the old answer. */
  const lastOldAnswer = async (
    since: number,
    ask: () => Promise<Answer>,
    isNew: (answer: Answer) => boolean,
  ): Promise<number> => {
    for (let last = 0; ;) {
      const began = performance.now();
      if (isNew(await ask())) return last;
      last = began - since;
      if (last > 10 * BOUND_MS) return last;
    }
  };

  /** A change through either api is in what the other answers, although it had cached what was. */
  const isSeenByTheOther = async (
    path: string,
    change: (api: number) => Promise<unknown>,
    isNew: (answer: Answer, api: number) => boolean,
  ): Promise<void> => {
    for (const [writer, reader] of [
      [0, 1],
      [1, 0],
    ] as const) {
      const ask = (): Promise<Answer> => at(reader).get(path);
      await eventually(async () => (await ask()).headers.get('x-cache') !== 'MISS', `${path} is cached`);
      await change(writer);
      const late = await lastOldAnswer(performance.now(), ask, (answer) => isNew(answer, writer));
      expect(late).toBeLessThanOrEqual(BOUND_MS);
    }
  };
  const text = ({ body }: Answer): string => JSON.stringify(body);

  it('load the demo once, and make its dashboards once', async () => {
    await eventually(() => done('create-demo-dashboards').length > 0, 'the dashboards are there', 50_000);
    await eventually(() => done('load-demo').length > 0, 'the demo is loaded', 50_000);
    const { body } = await at(0).get<{ data: { name: string }[] }>('/dashboards?tag=demo');
    expect(body.data.map(({ name }) => name).toSorted()).toEqual([
      'S&P 500',
      'Seattle weather',
      'US flights',
    ]);
    expect(done('load-demo')).toHaveLength(1);
  });

  it('keep each schedule once', async () => {
    const scheduled = Object.entries(JOBS).filter(([, { schedule }]) => schedule);
    const kept = await eventually(async () => {
      const all = QUEUES.map((name) => queues.get<Queue>(getQueueToken(name), { strict: false }));
      const found = (await Promise.all(all.map((queue) => queue.getJobSchedulers()))).flat();
      return found.length >= scheduled.length && found;
    }, 'the schedules are kept');
    expect(kept.map(({ key }) => key).toSorted()).toEqual(scheduled.map(([name]) => name).toSorted());
  });

  it('run once what was asked for once', async () => {
    const asked = Array.from({ length: 20 }, (_, i) => `purge-${i}`);
    for (const jobId of asked) await request(jobId);
    await eventually(() => done('purge-sessions').length >= asked.length, 'all have run');
    expect(
      done('purge-sessions')
        .map(({ jobId }) => jobId ?? '')
        .toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(asked.toSorted((a, b) => a.localeCompare(b)));
  });

  it('see points through the one in the next answer of the other', async () => {
    await store(0, 1, 'emea');
    let sum = 1;
    await isSeenByTheOther(
      RESULTS,
      (api) => store(api, (sum += 10 ** (api + 1)) && 10 ** (api + 1), 'emea'),
      (answer) => text(answer).includes(`[[${sum}]]`),
    );
  });

  it('see dashboards, widgets and their data', async () => {
    const { id } = await at(0).send('POST', '/dashboards', { name: 'Shared', visibility: 'organization' });
    const config = {
      query: {
        metrics: [{ metric: 'sales', aggregation: 'count' }],
        timeRange: { from: '2024-01-01', to: '2024-02-01' },
      },
    };
    const widget = { dashboardId: id, type: 'stat', config };
    const name = (api: number): string => `renamed by ${api}`;
    await isSeenByTheOther(
      '/dashboards?limit=200',
      (api) => at(api).send('PATCH', `/dashboards/${id}`, { name: name(api) }),
      (answer, api) => text(answer).includes(name(api)),
    );
    const add = (api: number): Promise<unknown> =>
      at(api).send('POST', '/widgets', { ...widget, title: `of ${api}` });
    await isSeenByTheOther(`/dashboards/${id}/widgets`, add, (answer, api) =>
      text(answer).includes(`of ${api}`),
    );
    let count = 3;
    await isSeenByTheOther(
      `/dashboards/${id}/data`,
      (api) => store(api, 1, `count ${api} ${count++}`),
      (answer) => text(answer).includes(`[[${count}]]`),
    );
  });

  it('see what is said of metrics, and new values of their dimensions', async () => {
    await isSeenByTheOther(
      '/data/catalog?search=sales',
      (api) => at(api).send('PUT', '/data/catalog/sales', { unit: `unit ${api}` }),
      (answer, api) => text(answer).includes(`unit ${api}`),
    );
    await isSeenByTheOther(
      '/data/catalog?search=sales',
      (api) => store(api, 1, `region ${api}`),
      (answer, api) => text(answer).includes(`region ${api}`),
    );
  });

  it('see preferences', async () => {
    const path = `/users/${installation.admin.id}/preferences`;
    await isSeenByTheOther(
      path,
      (api) => at(api).send('PUT', path, { settings: { by: `api ${api}` } }),
      (answer, api) => text(answer).includes(`api ${api}`),
    );
  });

  it('refuse within a second what the other has taken away', async () => {
    const [leaving, demoted, removed] = [
      await user(['viewer']),
      await user(['admin']),
      await user(['viewer']),
    ];
    const cases: [WorldUser, string, number, () => Promise<unknown>][] = [
      [leaving, '/roles', 401, () => installation.request(0, 'POST', '/auth/logout', leaving)],
      [demoted, '/users', 403, () => at(0).send('PATCH', `/users/${demoted.id}`, { roles: ['viewer'] })],
      [removed, '/roles', 401, () => at(0).send('DELETE', `/users/${removed.id}`)],
    ];
    for (const [{ token }, path, refused, change] of cases) {
      const ask = (): Promise<Answer> => at(1).get(path, token);
      expect((await ask()).status).toBe(200);
      await change();
      const late = await lastOldAnswer(performance.now(), ask, ({ status }) => status === refused);
      expect(late).toBeLessThanOrEqual(BOUND_MS);
    }
  });

  it('refuse within a second an API key that the other has revoked, rotated or changed', async () => {
    const made = await Promise.all(
      ['revoked', 'rotated', 'changed'].map((name) =>
        at(0).send<{ id: string; key: string }>('POST', '/api-keys', { name, permissions: ['data:read'] }),
      ),
    );
    const [revoked, rotated, changed] = made as [(typeof made)[0], (typeof made)[0], (typeof made)[0]];
    const rule = { allowedEndpoints: ['GET /api/v1/roles'] };
    const cases: [string, number, () => Promise<unknown>][] = [
      [revoked.key, 401, () => installation.request(0, 'DELETE', `/api-keys/${revoked.id}`)],
      [rotated.key, 401, () => at(0).send('PUT', `/api-keys/${rotated.id}/rotate`)],
      [changed.key, 403, () => at(0).send('PATCH', `/api-keys/${changed.id}`, rule)],
    ];
    for (const [key, refused, change] of cases) {
      const headers = { 'x-api-key': key };
      const ask = (): Promise<Answer> => installation.request(1, 'GET', RESULTS, { token: '', headers });
      expect((await ask()).status).toBe(200);
      await change();
      const late = await lastOldAnswer(performance.now(), ask, ({ status }) => status === refused);
      expect(late).toBeLessThanOrEqual(BOUND_MS);
    }
  });

  it('admit together what the limits of an API key allow, and count its use together', async () => {
    const limits = { requestsPerHour: 200, requestsPerDay: 25 };
    const body = { name: 'limited', permissions: ['data:read'], limits };
    const { id, key } = await at(0).send<{ id: string; key: string }>('POST', '/api-keys', body);
    const headers = { 'x-api-key': key };
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        installation.request(i % 2, 'GET', RESULTS, { token: '', headers }),
      ),
    );
    const count = (wanted: number): number => answers.filter(({ status }) => status === wanted).length;
    expect([count(200), count(429)]).toEqual([25, 35]);
    const usage = async (): Promise<boolean> => {
      const { body: used } = await at(0).get<{ data: { requests: number; rejected: number }[] }>(
        `/api-keys/${id}/usage`,
      );
      const all = (field: 'requests' | 'rejected'): number =>
        used.data.reduce((sum, day) => sum + day[field], 0);
      return all('requests') === 60 && all('rejected') === 35;
    };
    await eventually(usage, 'both have written what they counted');
  });

  it('count attempts to log in together', async () => {
    const { email } = await user(['viewer']);
    const attempts = Array.from({ length: 12 }, (_, i) =>
      send(installation.apis[i % 2]?.url ?? '', 'POST', '/api/v1/auth/login', {
        body: { email, password: 'wrong wrong wrong' },
      }),
    );
    const answered = await Promise.all(attempts);
    const statuses = answered.map(({ status }) => status).toSorted((a, b) => a - b);
    // The one that has made its token counts as well.
    expect(statuses).toEqual([
      ...Array.from({ length: 4 }, () => 401),
      ...Array.from({ length: 8 }, () => 429),
    ]);
  });

  it(`answer a thousand equal cold questions with one statement ${shared ? 'over all' : 'each'}`, async () => {
    const counted = (): number[] => installation.apis.map(({ statements }) => statements.count(READS_POINTS));
    /** Statements of each api for a question that nobody has asked yet. */
    const cold = async (round: number): Promise<number[]> => {
      for (const api of [0, 1]) {
        const isHit = async () => (await at(api).get(RESULTS)).headers.get('x-cache') === 'HIT';
        await eventually(isHit, 'the api caches');
      }
      const before = counted();
      const path = `${RESULTS}&groupBy=region&limit=${100 + round}`;
      for (let asked = 0; asked < 1_000; asked += WAVE) {
        const answers = await Promise.all(Array.from({ length: WAVE }, (_, i) => at(i % 2).get(path)));
        expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
      }
      return counted()
        .map((count, api) => count - (before[api] ?? 0))
        .toSorted((a, b) => a - b);
    };
    const expected = shared ? [0, 1] : [1, 1];
    const rounds: number[][] = [];
    // A process that is too busy to hear itself, or Redis, in time computes for itself, as it should: then once more.
    do rounds.push(await cold(rounds.length));
    while (String(rounds.at(-1)) !== String(expected) && rounds.length < 5);
    expect(rounds.at(-1)).toEqual(expected);
  });

  it('have one leader of the outbox, and another one soon after it was killed', async () => {
    const leads = (line: LogLine): boolean => line.msg === 'outbox relay leads';
    // One that is too busy to be heard loses the lead, as it should: the latest has it.
    const latest = (log: LogLine[]): string => log.findLast(leads)?.time ?? '';
    const [leader] = installation.workers.toSorted((a, b) => latest(b.log).localeCompare(latest(a.log)));
    const before = lines(leads).length;
    expect(before).toBeGreaterThan(0);
    const heir = installation.workers.find((worker) => worker !== leader);
    await leader?.kill();
    await request('purge-after-the-death');
    const ran = (): LogLine | undefined => heir?.log.find(({ jobId }) => jobId === 'purge-after-the-death');
    await eventually(ran, 'the other worker has taken over');
    expect(latest(heir?.log ?? []) > latest(leader?.log ?? [])).toBe(true);
    expect(lines(leads).length).toBeGreaterThan(before);
  });

  it('leave nothing behind in the outbox', async () => {
    const left = async (): Promise<unknown[]> =>
      (await database.query('SELECT topic FROM outbox UNION ALL SELECT topic FROM outbox_dead')).rows;
    await eventually(async () => (await left()).length === 0, 'all is published');
  });

  it('forget what is cached in both of them when that is asked of one', async () => {
    await store(0, 1, 'cleared');
    const stale = { 'cache-control': 'max-stale=60' };
    const state = async (api: number, headers = {}): Promise<string | null> =>
      (await installation.request(api, 'GET', RESULTS, { headers })).headers.get('x-cache');
    for (const query of ['?metric=sales', '']) {
      for (const api of [0, 1])
        await eventually(async () => (await state(api)) === 'HIT', `api ${api} has it in memory`);
      expect((await installation.request(0, 'DELETE', `/data/cache${query}`)).status).toBe(204);
      // The other one has to hear of it; nobody gets what was forgotten from the one that was asked.
      expect(await state(0, stale)).toBe('MISS');
      await eventually(async () => (await state(1, stale)) !== 'STALE', 'the other one has forgotten it too');
    }
  });

  it('know one administrator, whoever of them made it', async () => {
    const { rows } = await database.query('SELECT email FROM users WHERE email = $1', [ADMIN.email]);
    expect(rows).toHaveLength(1);
    const { rows: organizations } = await database.query('SELECT FROM organization');
    expect(organizations).toHaveLength(1);
  });

  /** Asks for a job as a transaction does. */
  async function request(jobId: string): Promise<void> {
    const payload = { name: 'purge-sessions', payload: {}, jobId };
    await database.query(`INSERT INTO outbox (topic, subject, payload) VALUES ('job.requested', $1, $2)`, [
      jobId,
      JSON.stringify(payload),
    ]);
  }
});
