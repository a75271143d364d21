import { Database } from '@app/database';
import { AppConfig } from '@app/platform';
import { ExportRuns } from '../../libs/exports/src/run/export-runs';
import { DueSchedules } from '../../libs/exports/src/schedule/due-schedules';
import { SendExportMailHandler } from '../../libs/exports/src/mail/send-export-mail.handler';
import { RunExportSchedulesHandler } from '../../libs/exports/src/schedule/run-export-schedules.handler';
import { Mailbox } from '../support/mailbox';
import { aWorld, type World } from '../support/world';

interface Run {
  id: string;
  status: string;
  exportId: string | null;
  dueAt: Date;
  missed: number;
}

const HOUR = 3_600_000;

describe('schedules that are due', () => {
  let world: World;
  let workers: DueSchedules[];
  let runs: ExportRuns;
  let mails: SendExportMailHandler;
  let failing: Error | undefined;
  const mailbox = new Mailbox();
  const signal = new AbortController().signal;

  beforeAll(async () => {
    world = await aWorld({ env: { ...mailbox.environment, EXPORT_QUEUE_MAX: '30' } });
    await world.request('POST', '/api/v1/data/points', {
      token: world.admin.token,
      body: { points: [{ metric: 'm', value: 1 }] },
    });
    const apps = [(await world.worker()).app, (await world.worker()).app];
    workers = apps.map((app) => app.get(DueSchedules, { strict: false }));
    runs = apps[0]!.get(ExportRuns, { strict: false });
    mails = apps[0]!.get(SendExportMailHandler, { strict: false });
    // Jobs are run by the tests.
    for (const app of apps)
      Object.assign(app.get(RunExportSchedulesHandler, { strict: false }), {
        due: { run: async () => ({ started: 0, missed: 0 }) },
      });
    await world.database.query(
      `CREATE RULE no_jobs AS ON INSERT TO outbox WHERE new.topic = 'job.requested' DO INSTEAD NOTHING`,
    );
    for (const due of workers) {
      const { starts } = due as unknown as { starts: { start(...parameters: unknown[]): Promise<unknown> } };
      const start = starts.start.bind(starts);
      starts.start = async (...parameters) => {
        const id = await start(...parameters);
        if (failing) throw failing;
        return id;
      };
    }
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });
  afterEach(async () => {
    failing = undefined;
    await world.database.query('DELETE FROM export_schedule');
    await world.database.query('DELETE FROM export');
  });

  const aSchedule = async (dueAt: Date, cron = '0 * * * *', address = 'to@example.com'): Promise<string> => {
    const query = { metrics: [{ metric: 'm', aggregation: 'sum' }], timeRange: '1d' };
    const recipients = [{ type: 'mail', address }];
    const { body } = await world.request<{ id: string }>('POST', '/api/v1/export-schedules', {
      token: world.admin.token,
      body: { name: 'Hourly', query, format: 'csv', cron, recipients },
    });
    await world.database.query('UPDATE export_schedule SET next_due_at = $2 WHERE id = $1', [body.id, dueAt]);
    return body.id;
  };
  const runsOf = async (id: string): Promise<Run[]> => {
    const { rows } = await world.database.query<Run>(
      `SELECT id, status, export_id AS "exportId", due_at AS "dueAt", missed_before AS missed FROM export_schedule_run
       WHERE schedule_id = $1 ORDER BY due_at`,
      [id],
    );
    return rows;
  };
  const hour = (back: number): Date => new Date(Math.floor(Date.now() / HOUR) * HOUR - back * HOUR);
  const make = (exportId: string | null | undefined) =>
    runs.run(exportId ?? '', { signal, isLastAttempt: true, onProgress: async () => {} });
  const pendingMails = async (): Promise<string[]> => {
    const { rows } = await world.database.query<{ id: string }>(
      `SELECT id FROM export_mail WHERE status = 'pending' ORDER BY id`,
    );
    return rows.map(({ id }) => id);
  };
  /** On a clock a little after the hour, whenever the test is run. */
  const at = (ms: number): void => {
    for (const due of workers) Object.assign(due, { clock: { now: () => new Date(ms) } });
  };

  it('are run once each, however many workers look at once', async () => {
    at(hour(0).getTime() + 60_000);
    const ids: string[] = [];
    for (let index = 0; index < 12; index++) ids.push(await aSchedule(hour(0)));
    const results = await Promise.all([...workers, ...workers].map((due) => due.run(signal)));
    expect(results.reduce((sum, { started }) => sum + started, 0)).toBe(12);
    for (const id of ids) expect(await runsOf(id)).toMatchObject([{ status: 'running', dueAt: hour(0) }]);
    const { rows } = await world.database.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM export',
    );
    expect(rows[0]?.count).toBe(12);
    // Not even if somebody had set it back.
    await world.database.query('UPDATE export_schedule SET next_due_at = $1', [hour(0)]);
    expect((await workers[0]!.run(signal)).started).toBe(0);
  });

  it('stay due when their worker dies in the middle', async () => {
    at(hour(0).getTime() + 60_000);
    const id = await aSchedule(hour(0));
    failing = new Error('the worker is gone');
    await workers[0]!.run(signal);
    expect(await runsOf(id)).toEqual([]);
    failing = undefined;
    expect(await workers[1]!.run(signal)).toEqual({ started: 1, missed: 0 });
    expect(await runsOf(id)).toHaveLength(1);
  });

  it('wait while the organization has no room for exports, and do not keep others', async () => {
    at(hour(0).getTime() + 60_000);
    const id = await aSchedule(hour(0));
    const config = world.get(AppConfig);
    const quotas = workers.map(
      (due) => (due as unknown as { starts: { requests: { quota: object } } }).starts.requests.quota,
    );
    for (const quota of quotas)
      Object.assign(quota, { config: Object.create(config, { exportQueueMax: { value: 0 } }) });
    expect(await workers[0]!.run(signal)).toEqual({ started: 0, missed: 0 });
    expect(await runsOf(id)).toEqual([]);
    for (const quota of quotas) Object.assign(quota, { config });
    expect(await workers[0]!.run(signal)).toEqual({ started: 1, missed: 0 });
  });

  it('that nobody ran are told of in the next mail, and are not made up for in a bunch', async () => {
    at(hour(0).getTime() + 60_000);
    const id = await aSchedule(hour(4), undefined, 'late@example.com');
    expect(await workers[0]!.run(signal)).toEqual({ started: 1, missed: 4 });
    const found = await runsOf(id);
    expect(found.map(({ status }) => status)).toEqual(['missed', 'missed', 'missed', 'missed', 'running']);
    expect(await make(found[4]?.exportId)).toMatchObject({ status: 'ready' });
    const [mailId = ''] = await pendingMails();
    expect(await mails.handle({ mailId }, { signal, attempt: 1 })).toEqual({ sent: true });
    expect((await mailbox.nth('late@example.com', 1)).text).toContain('4 earlier runs were missed');
    expect((await runsOf(id)).at(-1)).toMatchObject({ status: 'sent', missed: 4 });
    // Told once; and once more of the same job sends nothing.
    expect(await mails.handle({ mailId }, { signal, attempt: 2 })).toEqual({ sent: false });
    const { rows } = await world.database.query('SELECT missed FROM export_schedule WHERE id = $1', [id]);
    expect(rows).toEqual([{ missed: 0 }]);
    // Half an hour is too late for an hourly one.
    at(hour(0).getTime() + 2 * HOUR + 31 * 60_000);
    expect(await workers[0]!.run(signal)).toEqual({ started: 0, missed: 2 });
  });

  it('have one mail per recipient, whose link stays the same at each try', async () => {
    at(hour(0).getTime() + 60_000);
    const id = await aSchedule(hour(0), undefined, 'again@example.com');
    await workers[0]!.run(signal);
    await make((await runsOf(id))[0]?.exportId);
    const [mailId = '', ...others] = await pendingMails();
    expect(others).toEqual([]);
    const handler = mails as unknown as { mailer: { send(mail: { text: string }): Promise<void> } };
    const { mailer } = handler;
    const texts: string[] = [];
    handler.mailer = {
      ...mailer,
      available: true,
      send: async ({ text }: { text: string }) => {
        texts.push(text);
        if (texts.length === 1) throw new Error('smtp://user:secret@mail is away');
      },
    } as never;
    await expect(mails.handle({ mailId }, { signal, attempt: 1 })).rejects.toThrow();
    const { rows } = await world.database.query('SELECT status, last_error FROM export_mail');
    expect(rows).toEqual([{ status: 'pending', last_error: 'The mail could not be handed over.' }]);
    await mails.handle({ mailId }, { signal, attempt: 2 });
    handler.mailer = mailer;
    expect(texts[1]).toBe(texts[0]);
    expect(texts[0]).toMatch(/link\?ticket=[\w-]{43}/);
    expect(await runsOf(id)).toMatchObject([{ status: 'sent' }]);
  });

  it('fail for good when a mail is given up', async () => {
    at(hour(0).getTime() + 60_000);
    const id = await aSchedule(hour(0));
    await workers[0]!.run(signal);
    const [run] = await runsOf(id);
    await make(run?.exportId);
    await world.get(Database).query(`UPDATE export SET status = 'expired', file_key = NULL`);
    const [mailId = ''] = await pendingMails();
    expect(await mails.handle({ mailId }, { signal, attempt: 1 })).toEqual({ sent: false });
    expect(await runsOf(id)).toMatchObject([{ status: 'failed' }]);
  });
});
