import { JobQueue } from '@app/jobs';
import { newId } from '@app/platform';
import { eventually } from '../support/eventually';
import { Mailbox } from '../support/mailbox';
import { type Answer, aWorld, type World, type WorldUser } from '../support/world';

interface Schedule {
  id: string;
  name: string;
  version: number;
  enabled: boolean;
  nextRunAt: string | null;
  pausedReason: string | null;
  recipients: object[];
  ownerId: string;
}

interface Run {
  id: string;
  status: string;
  exportId: string | null;
  error: string | null;
  missedBefore: number;
  mails: { address: string; status: string }[];
}

describe('export schedules', () => {
  let world: World;
  let analyst: WorldUser;
  let dashboardId: string;
  let jobs: JobQueue;
  const mailbox = new Mailbox();

  const ask = <B = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    options: { token?: string; headers?: Record<string, string> } = {},
  ): Promise<Answer<B>> =>
    world.request<B>(method, `/api/v1${path}`, { token: analyst.token, body, ...options });
  const weekly = (fields: object = {}) => ({
    name: 'Weekly sales',
    dashboardId,
    format: 'csv',
    cron: '0 8 * * MON',
    timezone: 'Europe/Berlin',
    recipients: [{ type: 'mail', address: 'Sales@example.com' }],
    ...fields,
  });
  const aSchedule = async (fields: object = {}): Promise<Schedule> => {
    const answer = await ask<Schedule>('POST', '/export-schedules', weekly(fields));
    expect([answer.status, answer.body]).toEqual([201, expect.any(Object)]);
    return answer.body;
  };
  const runsOf = async (id: string) =>
    (await ask<{ data: Run[] }>('GET', `/export-schedules/${id}/runs`)).body.data;
  const ended = (id: string, count = 1) =>
    eventually(async () => {
      const runs = await runsOf(id);
      const isOver = runs.length >= count && !['running', 'sending'].includes(runs[0]?.status ?? '');
      return isOver && runs;
    }, 'the run has ended');
  /** Whatever it is due for, it is due now. */
  const dueSince = (id: string, at: Date) =>
    world.database.query('UPDATE export_schedule SET next_due_at = $2 WHERE id = $1', [id, at]);
  const linkIn = (text: string): string =>
    /http:\/\/links\.example\/\S+?ticket=[\w-]{43}/.exec(text)?.[0] ?? '';
  const here = (link: string): string => link.replace('http://links.example', world.api);
  const opening = (link: string, method: string, headers: Record<string, string> = {}) =>
    fetch(here(link), { method, headers, redirect: 'manual' });

  beforeAll(async () => {
    world = await aWorld({
      env: {
        ...mailbox.environment,
        PUBLIC_URL: 'http://links.example/',
        EXPORT_ATTACHMENT_MAX_BYTES: '2000',
      },
    });
    analyst = await world.user({ roles: ['analyst'] });
    const points = Array.from({ length: 48 }, (_, hour) => ({
      metric: 'revenue',
      value: hour,
      timestamp: new Date(Date.UTC(2026, 0, 1, hour)).toISOString(),
      dimensions: { region: hour % 2 ? 'emea' : 'apac' },
    }));
    await ask('POST', '/data/points', { points });
    dashboardId = (await ask<{ id: string }>('POST', '/dashboards', { name: 'Sales' })).body.id;
    const query = {
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      timeRange: { from: '2026-01-01', to: '2026-02-01' },
      groupBy: ['region'],
    };
    await ask('POST', '/widgets', { dashboardId, type: 'table', title: 'By region', config: { query } });
    jobs = (await world.worker()).app.get(JobQueue);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  it('are made, read, changed by version, replaced and deleted', async () => {
    const made = await ask<Schedule>('POST', '/export-schedules', weekly());
    const { id } = made.body;
    expect([made.status, made.headers.get('location'), made.headers.get('etag')]).toEqual([
      201,
      `/api/v1/export-schedules/${id}`,
      '"1"',
    ]);
    expect(made.body).toMatchObject({
      recipients: [{ type: 'mail', address: 'sales@example.com' }],
      delivery: 'link',
      enabled: true,
      ownerId: analyst.id,
    });
    const next = new Date(made.body.nextRunAt ?? 0);
    const berlin = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(berlin.format(next).replace(',', '')).toBe('Mon 08:00');
    const path = `/export-schedules/${id}`;
    const off = await ask<Schedule>('PATCH', path, { enabled: false }, { headers: { 'if-match': '"1"' } });
    expect(off.body).toMatchObject({ enabled: false, nextRunAt: null, version: 2, name: 'Weekly sales' });
    const stale = await ask('PUT', path, weekly({ name: 'New' }), { headers: { 'if-match': '"1"' } });
    expect(stale.status).toBe(412);
    const put = await ask<Schedule>('PUT', path, weekly({ name: 'New', timezone: undefined }));
    expect(put.body).toMatchObject({ name: 'New', timezone: 'UTC', enabled: true, version: 3 });
    expect((await ask('GET', path, undefined, { headers: { 'if-none-match': '"3"' } })).status).toBe(304);
    expect((await ask<{ data: Schedule[] }>('GET', '/export-schedules')).body.data).toMatchObject([{ id }]);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    const log = await world.request<{ data: { action: string }[] }>('GET', '/api/v1/audit-log?limit=200', {
      token: world.admin.token,
    });
    expect(log.body.data.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'export-schedule.created',
        'export-schedule.updated',
        'export-schedule.deleted',
      ]),
    );
  });

  it('refuse what could never be run, saying where it is wrong', async () => {
    const wrong: [object, number, string][] = [
      [{ cron: 'daily' }, 400, '/cron'],
      [{ cron: '* * * * *' }, 400, '/cron'],
      [{ cron: '0 0 30 2 *' }, 400, '/cron'],
      [{ timezone: 'Mars/Base' }, 400, '/timezone'],
      [{ recipients: [] }, 400, '/recipients'],
      [{ recipients: [{ type: 'mail', address: 'a@b\r\nBcc: c@d' }] }, 400, '/recipients/0/address'],
      [{ recipients: [{ type: 'fax' }] }, 400, '/recipients/0/type'],
      [
        {
          recipients: Array.from({ length: 21 }, (_, n) => ({ type: 'mail', address: `a${n}@example.com` })),
        },
        400,
        '/recipients',
      ],
      [{ name: 'a\r\nb' }, 400, '/name'],
      [{ subject: 'a\nb' }, 400, '/subject'],
      [{ dashboardId: null }, 400, '/dashboardId'],
      [{ query: { metrics: [] } }, 400, '/query'],
      [{ timerange: 'soon' }, 400, ''],
    ];
    for (const [fields, status, pointer] of wrong) {
      const { status: answered, body } = await ask<{ errors?: { pointer: string }[] }>(
        'POST',
        '/export-schedules',
        weekly(fields),
      );
      expect([fields, answered, body.errors?.[0]?.pointer]).toEqual([
        fields,
        status,
        pointer === '' ? expect.any(String) : pointer,
      ]);
    }
    expect((await ask('POST', '/export-schedules', weekly({ dashboardId: newId() }))).status).toBe(404);
    const viewer = await world.user({ roles: ['viewer'] });
    const refused = await ask('POST', '/export-schedules', weekly(), { token: viewer.token });
    expect(refused.status).toBe(403);
  });

  it('are seen by who made them, and by administrators', async () => {
    const { id } = await aSchedule();
    const other = await world.user({ roles: ['analyst'] });
    for (const [token, status] of [
      [other.token, 404],
      [world.admin.token, 200],
    ] as const) {
      expect((await ask('GET', `/export-schedules/${id}`, undefined, { token })).status).toBe(status);
      expect((await ask('GET', `/export-schedules/${id}/runs`, undefined, { token })).status).toBe(status);
    }
    await ask('DELETE', `/export-schedules/${id}`);
  });

  it('send a link when they are due, which works once, in parts, and for nobody who only looks', async () => {
    const { id } = await aSchedule({ subject: 'Umsätze', message: 'Hello <all>,\n\nhere they are.' });
    await dueSince(id, new Date());
    await jobs.add('run-export-schedules', {});
    const [run] = await ended(id);
    expect(run).toMatchObject({ status: 'sent', error: null, missedBefore: 0 });
    const mail = await mailbox.nth('sales@example.com', 1);
    expect(mail.text).toContain('Hello &#60;all&#62;,');
    const link = linkIn(mail.text);
    expect(link).toContain(`/api/v1/exports/${run?.exportId}/link?ticket=`);
    // Programs that look into mails.
    for (const method of ['GET', 'HEAD', 'GET']) {
      const page = await opening(link, method);
      expect([page.status, page.headers.get('cache-control'), page.headers.get('referrer-policy')]).toEqual([
        200,
        'no-store',
        'no-referrer',
      ]);
      if (method === 'GET') expect(await page.text()).toContain('Weekly sales.csv');
    }
    const file = link.replace('/link?', '/file?');
    expect((await opening(file, 'GET')).headers.get('location')).toContain('/link?');
    // As browsers send a form without fields.
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' };
    const used = await opening(link, 'POST', form);
    expect([used.status, used.headers.get('location')]).toEqual([303, expect.stringContaining('/file?')]);
    const whole = await opening(file, 'GET');
    expect([
      whole.status,
      whole.headers.get('cache-control'),
      whole.headers.get('content-disposition'),
    ]).toEqual([200, 'private, no-store', expect.stringContaining('Weekly sales.csv')]);
    const text = await whole.text();
    expect(text).toBe('widget,region,revenue\r\nBy region,apac,552\r\nBy region,emea,576\r\n');
    const part = await opening(file, 'GET', { range: 'bytes=0-5' });
    expect([part.status, await part.text()]).toEqual([206, 'widget']);
    // Ten minutes later.
    await world.database.query(`UPDATE export_link SET opened_at = opened_at - interval '10 minutes'`);
    for (const [url, method] of [
      [file, 'GET'],
      [link, 'GET'],
      [link, 'POST'],
    ] as const)
      expect((await opening(url, method)).status).toBe(410);
    // Browsers are shown a page about it, programs are told as everywhere.
    for (const [accept, type] of [
      ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
      ['*/*', 'application/problem+json; charset=utf-8'],
    ] as const) {
      const answer = await opening(link, 'GET', { accept });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([410, type]);
    }
    expect((await opening(link.replace(/.{4}$/, 'AAAA'), 'GET')).status).toBe(404);
    expect((await opening(link.replace(run?.exportId ?? '', newId()), 'GET')).status).toBe(404);
    const { rows } = await world.database.query(
      `SELECT detail FROM audit_log WHERE action = 'export.downloaded' AND actor_kind = 'anonymous'`,
    );
    expect(rows[0]).toEqual({ detail: expect.objectContaining({ linkOf: 'sales@example.com' }) });
    const stored = await world.database.query(
      'SELECT l::text, m::text FROM export_link l JOIN export_mail m ON true',
    );
    expect(JSON.stringify(stored.rows)).not.toContain(link.slice(-20));
  });

  it('attach what is small enough, and link what is not', async () => {
    const address = 'attached@example.com';
    const recipients = [{ type: 'mail', address }];
    const small = await aSchedule({ delivery: 'attachment', recipients });
    await ask('POST', `/export-schedules/${small.id}/run`);
    await ended(small.id);
    const mail = await mailbox.nth(address, 1);
    expect(mail.text).toContain('attachment; filename="Weekly sales.csv"');
    expect(mail.text).not.toContain('ticket=');
    await ask('PATCH', `/export-schedules/${small.id}`, { format: 'xlsx' });
    await ask('POST', `/export-schedules/${small.id}/run`);
    await ended(small.id, 2);
    expect(linkIn((await mailbox.nth(address, 2)).text)).not.toBe('');
  });

  it('are run by hand once for one Idempotency-Key', async () => {
    const { id } = await aSchedule({ recipients: [{ type: 'webhook' }] });
    const headers = { 'idempotency-key': newId() };
    const [first, again] = [
      await ask<Run>('POST', `/export-schedules/${id}/run`, undefined, { headers }),
      await ask<Run>('POST', `/export-schedules/${id}/run`, undefined, { headers }),
    ];
    expect([first.status, again.body.id]).toEqual([202, first.body.id]);
    expect(await ended(id)).toMatchObject([{ id: first.body.id, status: 'sent', mails: [] }]);
  });

  it('run with what their owner may see by then; links follow its rights too', async () => {
    const owner = await world.user({ roles: ['analyst'] });
    const { token } = owner;
    const address = 'narrow@example.com';
    const query = {
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      timeRange: { from: '2026-01-01', to: '2026-02-01' },
      groupBy: ['region'],
    };
    const body = weekly({ dashboardId: undefined, query, recipients: [{ type: 'mail', address }] });
    const { id } = (await ask<Schedule>('POST', '/export-schedules', body, { token })).body;
    const asAdmin = { token: world.admin.token };
    const run = () => ask<Run>('POST', `/export-schedules/${id}/run`, undefined, asAdmin);
    const over = (count: number) =>
      eventually(async () => {
        const { data } = (
          await ask<{ data: Run[] }>('GET', `/export-schedules/${id}/runs`, undefined, asAdmin)
        ).body;
        return data.length >= count && !['running', 'sending'].includes(data[0]?.status ?? '') && data;
      }, 'the run has ended');
    await run();
    const [first] = await over(1);
    const wide = linkIn((await mailbox.nth(address, 1)).text);
    expect((await opening(wide, 'GET')).status).toBe(200);
    const download = () =>
      ask<{ code?: string }>('GET', `/exports/${first?.exportId}/download`, undefined, { token });
    expect((await download()).status).toBe(200);

    const setPolicy = (dataPolicy: object) =>
      ask('PUT', `/users/${owner.id}/data-policy`, { dataPolicy }, asAdmin);
    await setPolicy({ region: ['emea'] });
    expect((await opening(wide, 'POST')).status).toBe(403);
    expect((await opening(wide.replace('/link?', '/file?'), 'GET')).status).toBe(403);
    expect([(await download()).status, (await download()).body.code]).toEqual([403, 'POLICY_VIOLATION']);
    await run();
    await over(2);
    const narrow = linkIn((await mailbox.nth(address, 2)).text);
    await opening(narrow, 'POST');
    expect(await (await opening(narrow.replace('/link?', '/file?'), 'GET')).text()).toBe(
      'region,revenue\r\nemea,576\r\n',
    );
    // More than then: what was made before may still be had.
    await setPolicy({ region: ['emea', 'apac'] });
    expect((await opening(narrow.replace('/link?', '/file?'), 'GET')).status).toBe(200);
    expect((await opening(wide, 'GET')).status).toBe(403);

    await ask('PATCH', `/users/${owner.id}`, { status: 'disabled' }, asAdmin);
    expect((await opening(narrow, 'GET')).status).toBe(403);
    for (let count = 3; count <= 7; count++) {
      expect((await run()).status).toBe(202);
      expect((await over(count))[0]).toMatchObject({
        status: 'failed',
        error: 'The account or key that asked for the export is no longer active.',
      });
    }
    const paused = (await ask<Schedule>('GET', `/export-schedules/${id}`, undefined, asAdmin)).body;
    expect(paused).toMatchObject({
      enabled: false,
      pausedReason: expect.stringContaining('no longer active'),
    });
    const told = await mailbox.nth(owner.email, 1);
    expect([told.subject, told.text]).toEqual([
      'Paused: Weekly sales',
      expect.stringContaining('5 times in a row'),
    ]);
    // Who enables it again answers for it.
    const again = await ask<Schedule>('PATCH', `/export-schedules/${id}`, { enabled: true }, asAdmin);
    expect(again.body).toMatchObject({ enabled: true, pausedReason: null, ownerId: world.admin.id });
  }, 30_000);

  it('are gone with their links, and with their files', async () => {
    const address = 'gone@example.com';
    const { id } = await aSchedule({ recipients: [{ type: 'mail', address }] });
    await ask('POST', `/export-schedules/${id}/run`);
    const [run] = await ended(id);
    const link = linkIn((await mailbox.nth(address, 1)).text);
    expect((await ask('DELETE', `/exports/${run?.exportId}`)).status).toBe(204);
    expect((await opening(link, 'GET')).status).toBe(410);
    await ask('DELETE', `/export-schedules/${id}`);
    expect((await opening(link, 'GET')).status).toBe(404);
  });
});
