import { Client } from 'pg';
import { eventually } from '../support/eventually';
import { type JobsProcess, Recorder, startJobs } from '../support/job-fixtures';
import { createDatabase } from '../support/test-database';

const NIGHTLY = { cron: '0 3 * * *', timezone: 'Europe/Berlin' };
const RARELY = { cron: '0 0 1 1 *' };

/** What processes do to one schedule at the same moment, in the order that was wrong once. */
describe('schedules of jobs on PostgreSQL, at once', () => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let observer: Client;
  const open: JobsProcess[] = [];

  beforeAll(async () => {
    database = await createDatabase();
    observer = new Client({ connectionString: database.url, options: '-c search_path=bullmq' });
    await observer.connect();
  });
  afterEach(async () => {
    for (const process of open.splice(0)) await process.close();
  });
  afterAll(async () => {
    await observer?.end();
    await database?.drop();
  });

  const start = async (recorder?: Recorder): Promise<JobsProcess> => {
    const process = await startJobs({ databaseUrl: database.url }, recorder ? { recorder } : {});
    open.push(process);
    return process;
  };

  it('are stored by two workers of a new version, and the job is there once', async () => {
    const [one, other] = [await start(), await start()];
    await one.queue.schedule('echo', 'nightly', { text: 'old' }, NIGHTLY);
    const both = await whileScheduleIsHeld('nightly', [
      () => one.queue.schedule('echo', 'nightly', { text: 'new' }, NIGHTLY),
      () => other.queue.schedule('echo', 'nightly', { text: 'new' }, NIGHTLY),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await texts(one)).toEqual(['new']);
    await other.queue.unschedule('echo', 'nightly');
    expect(await texts(one)).toEqual([]);
  });

  it('leave no job behind when they are removed while a worker stores the next one', async () => {
    const process = await start(new Recorder('a'));
    await process.queue.schedule('echo', 'rarely', { text: 'rare' }, RARELY);
    const removed = await whileScheduleIsHeld('rarely', [
      // Its time has come: the worker that takes it stores the next one.
      () =>
        observer
          .query(`UPDATE job SET state = 'waiting', process_at_ms = NULL WHERE scheduler_id = 'rarely'`)
          .then(() => observer.query(`NOTIFY bullmq_jobs, 'default'`)),
      () => process.queue.unschedule('echo', 'rarely'),
    ]);
    expect(removed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    await eventually(
      async () =>
        (await process.queue.list({ state: 'completed', name: 'echo' }, { limit: 1 })).jobs.length === 1,
      'the run that had begun ends',
    );
    expect(await texts(process)).toEqual([]);
  });

  /** Does one after the other, each once the one before it waits, while a transaction holds the row of the schedule. */
  async function whileScheduleIsHeld(
    id: string,
    works: (() => Promise<unknown>)[],
  ): Promise<PromiseSettledResult<unknown>[]> {
    const holder = new Client({ connectionString: database.url, options: '-c search_path=bullmq' });
    await holder.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM scheduler WHERE scheduler_id = $1 FOR UPDATE', [id]);
      const begun: Promise<unknown>[] = [];
      for (const work of works) {
        begun.push(work());
        await eventually(async () => (await waiting()) === begun.length, 'it waits');
      }
      await holder.query('COMMIT');
      return await Promise.allSettled(begun);
    } finally {
      await holder.end();
    }
  }

  async function waiting(): Promise<number> {
    const { rows } = await observer.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.n ?? 0;
  }

  /** Of the jobs that wait for their time. */
  async function texts({ queue }: JobsProcess): Promise<string[]> {
    const { jobs } = await queue.list({ state: 'delayed', name: 'echo' }, { limit: 100 });
    return jobs.map(({ payload }) => (payload as { text: string }).text);
  }
});
