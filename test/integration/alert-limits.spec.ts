import { HttpClient, Mailer } from '@app/outbound';
import { AppConfig } from '@app/platform';
import { SendAlertHandler } from '../../libs/alerts/src/notification/send-alert.handler';
import { HeldSummaries } from '../../libs/alerts/src/notification/held-summaries';
import { ChannelUrls } from '../../libs/alerts/src/rule/channel-urls';
import { AlertWorker } from '../support/alert-worker';
import { Mailbox } from '../support/mailbox';
import { MovableClock } from '../support/movable-clock';
import { aWorld, type World } from '../support/world';

/** What keeps an organization from having more alerts than it may, and data from leaving by their mails. */
describe('limits of alerts', () => {
  let world: World;
  const clock = new MovableClock();
  const mailbox = new Mailbox();

  beforeAll(async () => {
    world = await aWorld({
      clock,
      env: { ...mailbox.environment, EXPORT_MAIL_DOMAINS: 'corp.example', ALERT_NEWS_PER_HOUR: '3' },
    });
    await post('/data/points', { points: [{ metric: 'load', value: 5 }] });
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  beforeEach(async () => {
    await world.database.query('DELETE FROM alert_rule');
    await world.database.query('DELETE FROM alert_silence');
  });

  const post = <B = { id: string }>(path: string, body: object) =>
    world.request<B>('POST', `/api/v1${path}`, { token: world.admin.token, body });
  const rule = (to: string) => ({
    name: 'Busy',
    query: { metrics: [{ metric: 'load', aggregation: 'max' }], timeRange: '1h' },
    condition: { operator: 'gt', value: 1 },
    channels: [{ type: 'mail', to: [to] }, { type: 'admins' }],
  });

  const aSender = () =>
    new SendAlertHandler(
      world.database,
      world.get(Mailer),
      world.get(HttpClient),
      world.get(ChannelUrls),
      new HeldSummaries(world.database, clock),
      world.get(AppConfig),
      clock,
    );

  it('hold for requests at the same time', async () => {
    const silence = { matchers: [{ label: 'a', operator: 'eq', values: ['b'] }], for: '1h', comment: 'x' };
    await post('/alerts', rule('a@corp.example'));
    await post('/alerts/silences', silence);
    // All but one of what there may be.
    await world.database.query(
      `INSERT INTO alert_rule SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
       FROM alert_rule r, generate_series(1, 498) WHERE r.builtin IS NULL`,
    );
    await world.database.query(
      `INSERT INTO alert_silence SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
       FROM alert_silence s, generate_series(1, 198)`,
    );
    const rules = await Promise.all(Array.from({ length: 6 }, () => post('/alerts', rule('a@corp.example'))));
    const silences = await Promise.all(Array.from({ length: 6 }, () => post('/alerts/silences', silence)));
    for (const answers of [rules, silences])
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
        201, 400, 400, 400, 400, 400,
      ]);
  });

  it('let mails go to the domains that data may go to, and to administrators', async () => {
    const refused = await post<{ errors: unknown }>('/alerts', rule('someone@elsewhere.example'));
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/channels/0/to', message: expect.stringContaining('corp.example') }],
    ]);
    expect((await post('/alerts', rule('someone@corp.example'))).status).toBe(201);
    await new AlertWorker(world, clock).run();
    // Of a rule that is older than the setting.
    await world.database.query(
      `UPDATE alert_notification SET target = 'someone@elsewhere.example' WHERE target = 'someone@corp.example'`,
    );
    const sender = aSender();
    const { rows } = await world.database.query<{ id: string; target: string }>(
      'SELECT id, target FROM alert_notification ORDER BY target',
    );
    const sent = await Promise.all(
      rows.map(async ({ id, target }) => [
        target,
        (await sender.handle({ notificationId: id }, { signal: new AbortController().signal })).sent,
      ]),
    );
    expect(Object.fromEntries(sent)).toEqual({
      [world.admin.email]: true,
      'someone@elsewhere.example': false,
    });
    expect(await mailbox.to('someone@elsewhere.example')).toEqual([]);
    const { rows: failed } = await world.database.query(
      `SELECT attempts, last_error FROM alert_notification WHERE status = 'failed'`,
    );
    expect(failed).toEqual([{ attempts: 1, last_error: expect.stringContaining('may not be sent') }]);
  });

  it('hold back what an alert that flaps would tell, and tell it in one summary', async () => {
    await post('/alerts', {
      ...rule('a@corp.example'),
      query: { metrics: [{ metric: 'load', aggregation: 'last' }], timeRange: '1h' },
      channels: [{ type: 'mail', to: ['a@corp.example'] }],
    });
    const worker = new AlertWorker(world, clock);
    const pass = async (value: number): Promise<void> => {
      clock.offsetMs += 60_000;
      const points = [{ metric: 'load', value, timestamp: clock.now().toISOString() }];
      expect((await post('/data/points', { points })).status).toBe(201);
      await world.database.query('UPDATE alert_rule SET next_evaluation_at = $1', [clock.now()]);
      await worker.run();
    };
    const told = async () => {
      const { rows } = await world.database.query<{ id: string; word: string; status: string }>(
        `SELECT id, news->>'news' AS word, status FROM alert_notification ORDER BY id`,
      );
      return rows;
    };
    for (const value of [5, 0, 5, 0, 5, 0, 5]) await pass(value);
    const before = await told();
    expect(before.map(({ word, status }) => `${word} ${status}`)).toEqual([
      'firing pending',
      'resolved pending',
      'firing pending',
      'summary pending',
      'resolved held',
      'firing held',
      'resolved held',
      'firing held',
    ]);
    const summary = before[3]?.id;
    const { rows: jobs } = await world.database.query(
      `SELECT payload->'delayMs' AS "delayMs" FROM outbox WHERE payload->'payload'->>'notificationId' = $1`,
      [summary],
    );
    expect(jobs).toEqual([{ delayMs: 900_000 }]);

    const sender = aSender();
    for (const { id, status } of before)
      if (status === 'pending')
        await sender.handle({ notificationId: id }, { signal: new AbortController().signal });
    const mails = await mailbox.to('a@corp.example');
    expect(mails).toHaveLength(4);
    const text = mails.map((mail) => JSON.stringify(mail)).join();
    expect(text).toContain('Told 3 times within an hour');
    expect(text).toContain('[Summary] Busy');
    expect(text).toContain('Held back: 4');
    expect(text).toContain('Now: 1 series not well');

    // Too much is still told within the hour: it belongs to the next summary.
    await pass(0);
    expect((await told()).slice(before.length).map(({ word, status }) => `${word} ${status}`)).toEqual([
      'summary pending',
      'resolved held',
    ]);
    await world.database.query(`UPDATE alert_notification SET created_at = created_at - interval '1 hour'`);
    await pass(5);
    expect((await told()).at(-1)).toMatchObject({ word: 'firing', status: 'pending' });
  });
});
