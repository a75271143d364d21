import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { eventually } from '../support/eventually';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Job {
  id: string;
  status: string;
  payload: unknown;
  organizationId: string | null;
  attempts: number;
  error: string | null;
}
interface JobPage {
  data: Job[];
  page: { nextCursor: string | null };
}

describe('jobs', () => {
  let world: World;
  let admin: WorldUser;
  beforeAll(async () => {
    world = await aWorld();
    await world.worker();
    admin = await world.user({ roles: ['admin'] });
  });
  afterAll(() => world.close());

  const ask = <B = Job>(
    method: string,
    path: string,
    { token, body }: { token?: string; body?: unknown } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: token ?? world.admin.token, body });

  /** Its payload is none: it is a dead letter after one run. */
  const aDeadLetter = async (jobId: string, organizationId?: string): Promise<void> => {
    const queue = world.app.get<Queue>(getQueueToken('bulk'), { strict: false });
    const options = { jobId, attempts: 3, ...(organizationId === undefined ? {} : { organizationId }) };
    await queue.add('export-dashboard', { exportId: 'none' }, options);
    await eventually(
      async () => (await ask('GET', `/jobs/${jobId}`)).body.status === 'failed',
      `${jobId} has failed`,
    );
  };

  it('shows dead letters to a super_admin, and to an admin those of its organization', async () => {
    await aDeadLetter('ours', world.organizationId);
    await aDeadLetter('nobodys');
    const { body } = await ask<JobPage>(
      'GET',
      '/jobs?status=failed&queue=bulk&name=export-dashboard&limit=1',
    );
    expect(body.data).toMatchObject([
      { id: 'nobodys', status: 'failed', attempts: 1, payload: null, organizationId: null },
    ]);
    expect(body.data[0]?.error).toContain('/exportId');
    expect(JSON.stringify(body)).not.toContain('.js:');
    const cursor = encodeURIComponent(body.page.nextCursor ?? '');
    const next = await ask<JobPage>(
      'GET',
      `/jobs?status=failed&queue=bulk&name=export-dashboard&cursor=${cursor}`,
    );
    expect(next.body.data.map(({ id }) => id)).toEqual(['ours']);

    const own = await ask<JobPage>('GET', '/jobs?status=failed', { token: admin.token });
    expect(own.body.data.map(({ id }) => id)).toEqual(['ours']);
    for (const [method, path] of [
      ['GET', '/jobs/nobodys'],
      ['POST', '/jobs/nobodys/retry'],
      ['POST', '/jobs/nobodys/discard'],
    ] as const)
      expect([path, (await ask(method, path, { token: admin.token })).status]).toEqual([path, 404]);
    const analyst = await world.user({ roles: ['analyst'] });
    expect((await ask('GET', '/jobs', { token: analyst.token })).status).toBe(403);
    expect((await ask('POST', '/jobs/%00/discard')).status).toBe(404);
    expect((await ask('GET', '/jobs?status=dead')).status).toBe(400);
    expect((await ask('GET', '/jobs?cursor=x')).status).toBe(400);
  });

  it('retries and forgets them, and notes who did', async () => {
    await aDeadLetter('to-retry', world.organizationId);
    expect((await ask('POST', '/jobs/to-retry/retry', { token: admin.token })).status).toBe(200);
    await eventually(
      async () => (await ask('GET', '/jobs/to-retry')).body.status === 'failed',
      'it fails again',
    );
    expect((await ask('POST', '/jobs/to-retry/discard', { token: admin.token })).status).toBe(204);
    expect((await ask('GET', '/jobs/to-retry')).status).toBe(404);
    const { body } = await ask<{ data: { action: string; subject: unknown }[] }>(
      'GET',
      '/audit-log?subjectType=job&subjectId=to-retry',
    );
    expect(body.data.map(({ action }) => action)).toEqual(['job.discarded', 'job.retried']);
  });

  it('retries many by what they are', async () => {
    await aDeadLetter('many-1', world.organizationId);
    await aDeadLetter('many-2', world.organizationId);
    const none = await ask('POST', '/jobs/retry', { body: { name: 'send-mail' } });
    expect(none.body).toEqual({ data: { retried: 0, more: false } });
    const some = await ask<{ data: { retried: number; more: boolean } }>('POST', '/jobs/retry', {
      token: admin.token,
      body: { name: 'export-dashboard', queue: 'bulk' },
    });
    expect(some.body.data.more).toBe(false);
    expect(some.body.data.retried).toBeGreaterThanOrEqual(2);
  });

  it('shows what waits and is done, with the payload; only what failed can be retried', async () => {
    const { body: dashboard } = await ask<{ id: string }>('POST', '/dashboards', { body: { name: 'Shown' } });
    const made = await ask<{ id: string }>('POST', `/exports/dashboard/${dashboard.id}`, {
      body: { format: 'json' },
    });
    const job = await eventually(async () => {
      const { body } = await ask<JobPage>('GET', '/jobs?name=export-dashboard&status=completed', {
        token: admin.token,
      });
      return body.data.find(
        ({ payload }) => (payload as { exportId?: string } | null)?.exportId === made.body.id,
      );
    }, 'the job of the export is done');
    expect(job.organizationId).toBe(world.organizationId);
    expect((await ask('POST', `/jobs/${job.id}/retry`)).status).toBe(409);
    expect((await ask('POST', `/jobs/${job.id}/discard`)).status).toBe(409);
  });

  it('are measured by queue', async () => {
    await aDeadLetter('measured');
    const { body } = await world.request<string>('GET', '/metrics', { token: world.admin.token });
    expect(body).toMatch(/^vitrine_queue_jobs\{queue="bulk",state="failed"\} [1-9]/m);
    expect(body).toMatch(/^vitrine_queue_jobs\{queue="default",state="waiting"\} \d/m);
    expect(body).toMatch(/^vitrine_queue_oldest_waiting_seconds\{queue="bulk"\} \d/m);
  });

  describe('on the board', () => {
    const form = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      world.request<string>('POST', path, {
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    const see = (path: string, cookie?: string) =>
      world.request<string>('GET', path, {
        headers: { accept: 'text/html', ...(cookie === undefined ? {} : { cookie }) },
      });
    const logIn = async (): Promise<string> => {
      const answer = await form('/admin/login', { email: world.admin.email, password: world.admin.password });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin/queues']);
      return answer.headers.get('set-cookie') ?? '';
    };

    it('are shown to a super_admin who logs in by the form, until the session ends', async () => {
      expect((await see('/admin/queues')).headers.get('location')).toBe('/admin/login');
      const set = await logIn();
      expect(set).toMatch(/^vitrine_board=[\w.-]+; Max-Age=\d+; HttpOnly; SameSite=Strict; Path=\/admin$/);
      const cookie = set.split(';', 1)[0] ?? '';
      const page = await see('/admin/queues', cookie);
      expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
      // Else browsers hide where the form comes from, and it is refused.
      expect(page.headers.get('referrer-policy')).toBe('same-origin');
      expect(page.body).not.toContain('https://');
      // The base of the page is the board. What no page names browsers look for at the root.
      for (const [at, { body }] of [
        ['/admin/', await see('/admin/login')],
        ['/admin/queues/', page],
      ] as const) {
        const files = [...body.matchAll(/<(?:link|script)[^>]* (?:src|href)="([^"]+)"/g)].map(
          ([, file = '']) => file,
        );
        expect(body).toMatch(/<link rel="(alternate )?icon"/);
        for (const file of files.filter((each) => !each.startsWith('data:')))
          expect([file, (await see(new URL(file, `http://x${at}`).pathname, cookie)).status]).toEqual([
            file,
            200,
          ]);
      }
      const queues = await see('/admin/queues/api/queues', cookie);
      const shown = queues.body as unknown as { queues: { name: string; readOnlyMode: boolean }[] };
      expect(shown.queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual([
        ['default', true],
        ['bulk', true],
      ]);
      expect((await form('/admin/queues/api/queues/bulk/retry/failed', {}, { cookie })).status).toBe(404);

      const out = await form('/admin/logout', {}, { cookie });
      expect(out.headers.get('set-cookie')).toContain('vitrine_board=; Max-Age=0');
      expect((await see('/admin/queues', cookie)).status).toBe(303);
      expect((await world.request('GET', '/admin/queues/api/queues', { headers: { cookie } })).status).toBe(
        401,
      );
    });

    it('are shown to nobody else, whatever they send', async () => {
      const wrong = await form('/admin/login', { email: world.admin.email, password: 'wrong <b>' });
      expect([wrong.status, wrong.headers.get('set-cookie')]).toEqual([401, null]);
      const other = await form('/admin/login', { email: admin.email, password: admin.password });
      expect([other.status, other.headers.get('set-cookie')]).toEqual([403, null]);
      const foreign = await form(
        '/admin/login',
        { email: world.admin.email, password: world.admin.password },
        { origin: 'https://evil.example' },
      );
      expect([foreign.status, foreign.headers.get('set-cookie')]).toEqual([403, null]);
      const byToken = await world.request('GET', '/admin/queues/api/queues', { token: world.admin.token });
      expect(byToken.status).toBe(401);
      expect((await see('/admin/queues', `vitrine_board=${admin.token}`)).status).toBe(303);
      const cookie = ((await logIn()).split(';', 1)[0] ?? '').replace(/.$/, 'x');
      expect((await see('/admin/queues', `${cookie}x`)).status).toBe(303);
      // Forms open nothing else.
      const api = await form('/api/v1/auth/login', {
        email: world.admin.email,
        password: world.admin.password,
      });
      expect(api.status).toBe(415);
    });
  });
});

describe('the board of queues', () => {
  it('is not there when the settings say so', async () => {
    const world = await aWorld({ env: { QUEUE_BOARD: 'false' } });
    expect((await world.request('GET', '/admin/login')).status).toBe(404);
    await world.close();
  });
});
