import { linesOf, subjectOf } from '../../libs/alerts/src/notification/alert-text';
import type { ToldNews } from '../../libs/alerts/src/notification/alert-news';
import { HeldSummaries } from '../../libs/alerts/src/notification/held-summaries';
import { AlertWorker } from '../support/alert-worker';
import { MovableClock } from '../support/movable-clock';
import { aWorld, type World } from '../support/world';

const STEP_MS = 10_000;
const MAIL = 'on-call@example.com';

/** One series of an alert flaps, so that its news are held back: what becomes of the others. */
describe('new alarms of an alert that flaps', () => {
  let world: World;
  let by: AlertWorker;
  const clock = new MovableClock();

  beforeAll(async () => {
    world = await aWorld({ clock, env: { ALERT_NEWS_PER_HOUR: '3' } });
    by = new AlertWorker(world, clock);
  });
  afterAll(() => world.close());

  let metric = 'load0';
  let alertId: string;
  beforeEach(async () => {
    await world.database.query('DELETE FROM alert_rule');
    metric = `load${Number(metric.slice(4)) + 1}`;
    const points = [{ metric, value: 0, dimensions: { region: 'flapper' } }];
    expect((await ask('POST', '/data/points', { points })).status).toBe(201);
    const answer = await ask('POST', '/alerts', {
      name: 'Busy',
      query: { metrics: [{ metric, aggregation: 'last' }], timeRange: '1d', groupBy: ['region'] },
      condition: { operator: 'gt', value: 100 },
      channels: [{ type: 'mail', to: [MAIL] }],
    });
    expect(answer.status).toBe(201);
    alertId = answer.body.id;
    for (const flapper of [500, 0, 500, 0]) await pass({ flapper });
    expect(await told()).toEqual(
      [
        'firing pending flapper',
        'resolved pending flapper',
        'firing pending flapper',
        'summary pending ',
        'resolved held flapper',
      ].map((each) => `${MAIL} ${each}`),
    );
    await world.database.query('DELETE FROM outbox');
  });

  const ask = (method: string, path: string, body: unknown) =>
    world.request<{ id: string }>(method, `/api/v1${path}`, { token: world.admin.token, body });
  interface Row {
    id: string;
    target: string;
    status: string;
    news: ToldNews;
  }
  const rows = async (): Promise<Row[]> =>
    (
      await world.database.query<Row>(
        'SELECT id, target, status, news FROM alert_notification WHERE rule_id = $1 ORDER BY id',
        [alertId],
      )
    ).rows;
  const told = async (): Promise<string[]> =>
    (await rows()).map(
      ({ target, status, news }) =>
        `${target} ${news.news} ${status} ${news.series.map(({ group }) => group.region).join(',')}`,
    );
  /** Values now, and an evaluation ten seconds after the last. @returns what came of it */
  const pass = async (values: Record<string, number>, run: () => Promise<unknown> = () => by.run()) => {
    clock.offsetMs += STEP_MS;
    const timestamp = clock.now().toISOString();
    const points = Object.entries(values).map(([region, value]) => ({
      metric,
      value,
      dimensions: { region },
      timestamp,
    }));
    expect((await ask('POST', '/data/points', { points })).status).toBe(201);
    await world.database.query('UPDATE alert_rule SET next_evaluation_at = $1 WHERE builtin IS NULL', [
      clock.now(),
    ]);
    const before = (await told()).length;
    await run();
    return (await told()).slice(before).map((each) => each.replace(`${MAIL} `, ''));
  };
  /** What the summary says that is on its way. */
  const summary = async (): Promise<ToldNews> => {
    const row = (await rows()).findLast(({ news }) => news.news === 'summary');
    const written = row && (await new HeldSummaries(world.database, clock).complete(row.id, row.news));
    if (!written) throw new Error('there is no summary');
    return written;
  };
  const jobs = async (): Promise<{ id: string; delayed: boolean }[]> =>
    (
      await world.database.query<{ id: string; delayed: boolean }>(
        `SELECT subject AS id, payload ? 'delayMs' AS delayed FROM outbox WHERE topic = 'job.requested'
           AND payload->>'name' = 'send-alert' ORDER BY id`,
      )
    ).rows;

  it('are told at once, apart from what is held back, and not again', async () => {
    expect(await pass({ flapper: 500, south: 500 })).toEqual(['firing pending south', 'firing held flapper']);
    const [south] = (await rows()).slice(-2);
    expect(await jobs()).toEqual([{ id: south?.id, delayed: false }]);
    expect(south && [subjectOf(south.news), ...linesOf(south.news)]).toEqual(
      expect.arrayContaining([
        '[Firing] Busy',
        expect.stringMatching(/^New, so sent at once/),
        'region=south: 500',
      ]),
    );
    // It goes on, and is no new alarm when it comes back within the hour.
    expect(await pass({ flapper: 0 })).toEqual(['resolved held flapper']);
    expect(await pass({ south: 0 })).toEqual(['resolved held south']);
    expect(await pass({ south: 500, west: 500 })).toEqual(['firing pending west', 'firing held south']);
    const { held, count } = await summary();
    expect({ held, count }).toEqual({ held: 5, count: 2 });
  });

  it('are alarms alone: other news of series that nobody heard of wait', async () => {
    expect(await pass({ south: 0, west: 500 })).toEqual(['firing pending west']);
    await ask('PATCH', `/alerts/${alertId}`, { condition: { operator: 'gt', value: 1_000 } });
    expect(await pass({ flapper: 0 })).toEqual(['resolved held west']);
  });

  it('are no more than there may be of others, however many series there are, and the rest is in the summary', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`many${index}`, 500]));
    const [first, ...rest] = await pass(many);
    expect([first?.slice(0, 14), rest]).toEqual(['firing pending', []]);
    expect((await rows()).at(-1)?.news).toMatchObject({ count: 300, isNew: true });
    // Also those that the message has no room for are known.
    const resolved = await pass(Object.fromEntries(Object.keys(many).map((each) => [each, 0])));
    expect(resolved).toEqual([expect.stringMatching(/^resolved held/)]);
    const again = await pass({ ...many, south: 500 });
    expect(again).toEqual(['firing pending south', expect.stringMatching(/^firing held many/)]);
    expect((await rows()).at(-1)?.news.count).toBe(300);

    expect(await pass({ west: 500 })).toEqual(['firing pending west']);
    const [last] = (await rows()).slice(-1);
    expect(last && linesOf(last.news)).toContain(
      'New alarms told 3 times within an hour: those that follow are held back too',
    );
    expect(await pass({ east: 500, south: 0 })).toEqual(['resolved held south', 'firing held east']);
    expect(await summary()).toMatchObject({ held: 5, count: 302 });

    // An hour later there is room again; what the summary told of is known.
    await world.database.query(
      `UPDATE alert_notification SET created_at = created_at - interval '1 hour' WHERE news->>'news' <> 'summary'`,
    );
    for (const flapper of [500, 0])
      expect(await pass({ flapper })).toEqual([expect.stringMatching('pending flapper')]);
    expect(await pass({ east: 0 })).toEqual(['summary pending ', 'resolved held east']);
    expect(await pass({ east: 500, north: 500 })).toEqual(['firing pending north', 'firing held east']);
  });

  it('take no room of other news', async () => {
    for (const region of ['south', 'west', 'east'])
      expect(await pass({ [region]: 500 })).toEqual([`firing pending ${region}`]);
    await summary();
    await world.database.query(
      `UPDATE alert_notification SET created_at = created_at - interval '1 hour' WHERE NOT news ? 'isNew'`,
    );
    expect(await pass({ flapper: 500 })).toEqual(['firing pending flapper']);
    expect((await rows()).at(-1)?.news).not.toHaveProperty('isNew');
  });

  it('are told of once by many workers, each recipient by what it has heard', async () => {
    await ask('PATCH', `/alerts/${alertId}`, {
      channels: [{ type: 'mail', to: [MAIL, 'other@example.com'] }],
    });
    const workers = [by, new AlertWorker(world, clock), new AlertWorker(world, clock)];
    const news = await pass({ flapper: 500, south: 500 }, () =>
      Promise.all(workers.map((worker) => worker.run())),
    );
    expect(news).toEqual([
      'firing pending south',
      'firing held flapper',
      expect.stringMatching(/^other@example.com firing pending (flapper,south|south,flapper)$/),
    ]);
    const pending = (await rows()).slice(-3).filter(({ status }) => status === 'pending');
    expect((await jobs()).map(({ id }) => id).toSorted()).toEqual(pending.map(({ id }) => id).toSorted());
  });
});
