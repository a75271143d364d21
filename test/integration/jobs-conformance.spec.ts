import { randomBytes } from 'node:crypto';
import type { QueueDepth } from '@app/jobs';
import { CompiledPrograms } from '../support/compiled-programs';
import { eventually } from '../support/eventually';
import {
  type JobsPlace,
  type JobsProcess,
  Recorder,
  startJobs,
  type TestJobs,
} from '../support/job-fixtures';
import { describeWithRedis, startRedis } from '../support/redis';
import { StatementCounter } from '../support/statement-counter';
import { createDatabase } from '../support/test-database';

interface Backend {
  config: JobsPlace;
  stop: () => Promise<unknown>;
}

/** What every backend of the queue must do. */
function conformance(start: () => Promise<Backend>): void {
  let backend: Backend;
  let programs: CompiledPrograms;
  const open: JobsProcess[] = [];

  const worker = async (recorder: Recorder, shutdownTimeoutMs = 5_000): Promise<JobsProcess> => {
    const process = await startJobs({ ...backend.config, shutdownTimeoutMs }, { recorder });
    open.push(process);
    return process;
  };
  beforeAll(async () => {
    backend = await start();
    programs = new CompiledPrograms();
  });
  afterEach(async () => {
    for (const process of open.splice(0)) await process.close();
  });
  afterAll(async () => {
    await programs?.close();
    await backend?.stop();
  });

  it('runs a job with its id as request id and keeps the result', async () => {
    const process = await worker(new Recorder('a'));
    const { id } = await process.queue.add('echo', { text: 'hello' });
    expect(await finished(process, 'echo', id)).toMatchObject({
      id,
      name: 'echo',
      state: 'completed',
      attempts: 1,
      failedReason: null,
      result: { text: 'hello', requestId: id },
    });
  });

  it('takes jobs that were added while no worker ran', async () => {
    const api = await startJobs(backend.config);
    open.push(api);
    const { id } = await api.queue.add('echo', { text: 'early' });
    expect(await api.queue.status('echo', id)).toMatchObject({ state: 'queued', attempts: 0 });
    await worker(new Recorder('late'));
    expect((await finished(api, 'echo', id)).state).toBe('completed');
  });

  it('tells listeners in another process of progress', async () => {
    const api = await startJobs(backend.config);
    open.push(api);
    const seen: unknown[] = [];
    const stop = await api.queue.onProgress('steps', (event) => seen.push(event));
    const process = await worker(new Recorder('a'));
    const { id } = await eventually(async () => {
      const job = await api.queue.add('steps', { times: 4 });
      await finished(process, 'steps', job.id);
      return seen.length > 0 && job;
    }, 'a listener hears of progress');
    await eventually(
      () => seen.some((event) => (event as { percent: number }).percent === 100),
      'the last step',
    );
    expect(seen.at(-1)).toEqual({ id, percent: 100, detail: 'step 4' });
    expect((await finished(process, 'steps', id)).progress).toEqual({ percent: 100, detail: 'step 4' });
    stop();
  });

  it('tries again with growing pauses', async () => {
    const recorder = new Recorder('a');
    const process = await worker(recorder);
    const { id } = await process.queue.add('flaky', { times: 2 });
    const waiting = await eventually(async () => {
      const status = await process.queue.status('flaky', id);
      return status?.state === 'delayed' && status;
    }, 'it waits for the next attempt');
    expect(waiting.failedReason).toMatch(/^failure/);
    expect(await finished(process, 'flaky', id)).toMatchObject({
      state: 'completed',
      result: { attempt: 3 },
    });
    expect(recorder.runs.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  });

  it('keeps what failed for good as a dead letter, which can be retried', async () => {
    const process = await worker(new Recorder('a'));
    const { id } = await process.queue.add('flaky', { times: 3 });
    expect(await finished(process, 'flaky', id)).toMatchObject({ state: 'dead', attempts: 3 });
    expect(await process.queue.find(id)).toMatchObject({
      name: 'flaky',
      queue: 'default',
      state: 'dead',
      payload: { times: 3 },
      failedReason: 'failure 3',
      attempts: 3,
      mostAttempts: 3,
      startedAt: expect.any(Date),
      finishedAt: expect.any(Date),
    });
    await process.queue.retryDeadLetter(id);
    await eventually(async () => {
      const status = await process.queue.status('flaky', id);
      return status?.state === 'dead' && status.attempts === 3;
    }, 'it dies again after three more attempts');
    await expect(process.queue.retryDeadLetter('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lists jobs by state, the latest first, in pages, and forgets dead letters', async () => {
    const process = await worker(new Recorder('a'));
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      const { id } = await process.queue.add('endless', {}, i === 1 ? { organizationId: 'ours' } : {});
      await finished(process, 'endless', id);
      ids.unshift(id);
    }
    const dead = { state: 'dead', name: 'endless' } as const;
    const first = await process.queue.list(dead, { limit: 2 });
    expect(first.jobs.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await process.queue.list(dead, { limit: 1, cursor: first.next ?? '' });
    expect(second.jobs.map(({ id }) => id)).toEqual(ids.slice(2));
    const ours = await process.queue.list({ ...dead, organizationId: 'ours' }, { limit: 10 });
    expect(ours).toMatchObject({ jobs: [{ id: ids[1], organizationId: 'ours' }], next: null });
    expect((await process.queue.list({ state: 'dead', name: 'nothing' }, { limit: 10 })).jobs).toEqual([]);
    await expect(process.queue.list({}, { limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
    });

    await process.queue.discardDeadLetter(ids[1] ?? '');
    expect(await process.queue.find(ids[1] ?? '')).toBeUndefined();
    expect((await process.queue.list(dead, { limit: 3 })).jobs.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    await expect(process.queue.discardDeadLetter(ids[1] ?? '')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('runs what matters more first, and says how much waits and for how long', async () => {
    const api = await startJobs(backend.config);
    open.push(api);
    const began = Date.now();
    const minor = [await api.queue.add('minor', { text: 'a' }), await api.queue.add('minor', { text: 'b' })];
    await api.queue.add('echo', { text: 'later' }, { delayMs: 60_000 });
    await eventually(async () => (await depthOf(api)).oldestWaitingMs >= 50, 'it has waited for a moment');
    const { id } = await api.queue.add('echo', { text: 'urgent' });
    const depth = await depthOf(api);
    expect(depth).toMatchObject({ queue: 'default', waiting: 3, active: 0, delayed: 1 });
    expect(depth.oldestWaitingMs).toBeLessThanOrEqual(Date.now() - began);
    const waiting = await api.queue.list({ queue: 'default', state: 'queued' }, { limit: 10 });
    expect(waiting.jobs.map((job) => job.id).toSorted()).toEqual(
      [id, ...minor.map((each) => each.id)].toSorted(),
    );
    const recorder = new Recorder('a');
    open.push(await startJobs({ ...backend.config, jobConcurrency: 1 }, { recorder }));
    await eventually(() => recorder.runs.length === 3, 'all have run');
    expect(recorder.runs.map(({ jobId }) => jobId)).toEqual([id, ...minor.map((each) => each.id)]);
    expect((await depthOf(api)).oldestWaitingMs).toBe(0);
  });

  it('stops a job whose time is up', async () => {
    const process = await worker(new Recorder('a'));
    const { id } = await process.queue.add('endless', {});
    expect(await finished(process, 'endless', id)).toMatchObject({
      state: 'dead',
      failedReason: 'endless ran longer than 100 ms.',
    });
  });

  it('does not start a delayed job early', async () => {
    const process = await worker(new Recorder('a'));
    const added = Date.now();
    const { id } = await process.queue.add('echo', { text: 'later' }, { delayMs: 400 });
    expect((await process.queue.status('echo', id))?.state).toBe('delayed');
    const status = await finished(process, 'echo', id);
    expect((status.finishedAt?.getTime() ?? 0) - added).toBeGreaterThanOrEqual(395);
  });

  it('repeats what is scheduled until it is unscheduled', async () => {
    const recorder = new Recorder('a');
    const process = await worker(recorder);
    await process.queue.schedule('echo', 'tick', { text: 'tick' }, { everyMs: 100 });
    await process.queue.schedule('echo', 'tick', { text: 'tick' }, { everyMs: 100 });
    await eventually(() => recorder.runs.length >= 3, 'three ticks');
    await process.queue.unschedule('echo', 'tick');
    const other = await worker(new Recorder('b'));
    const yearly = { cron: '0 0 1 1 *', timezone: 'Europe/Berlin' };
    await Promise.all(
      [process, other, process].map(({ queue }) => queue.schedule('echo', 'yearly', { text: 'x' }, yearly)),
    );
    const { jobs } = await process.queue.list({ state: 'delayed', name: 'echo' }, { limit: 100 });
    expect(jobs.filter(({ payload }) => (payload as { text: string }).text === 'x')).toHaveLength(1);
    await other.close();
    open.splice(open.indexOf(other), 1);
    await process.queue.unschedule('echo', 'yearly');
    const { id } = await process.queue.add('echo', { text: 'after' });
    await finished(process, 'echo', id);
    const ticks = recorder.runs.length;
    const { id: later } = await process.queue.add('echo', { text: 'even later' }, { delayMs: 350 });
    await finished(process, 'echo', later);
    expect(recorder.runs.length).toBeLessThanOrEqual(ticks + 2);
  });

  it('adds a job id once, and one of equal jobs while it waits or runs', async () => {
    const recorder = new Recorder('a');
    const process = await worker(recorder);
    await process.queue.add('echo', { text: 'one' }, { jobId: 'import-7' });
    expect(await process.queue.add('echo', { text: 'two' }, { jobId: 'import-7' })).toEqual({
      id: 'import-7',
    });
    expect((await finished(process, 'echo', 'import-7')).result).toMatchObject({ text: 'one' });

    const first = await process.queue.add('blocked', { text: 'same' });
    await eventually(() => recorder.runs.some(({ name }) => name === 'blocked'), 'it runs');
    expect(await process.queue.add('blocked', { text: 'same' })).toEqual(first);
    recorder.letGo();
    await finished(process, 'blocked', first.id);
    const second = await process.queue.add('blocked', { text: 'same' });
    expect(second).not.toEqual(first);
    await finished(process, 'blocked', second.id);
  });

  it('refuses unknown names, invalid payloads and ids when a job is added', async () => {
    const { queue } = await worker(new Recorder('a'));
    const invalid = { code: 'VALIDATION_FAILED' };
    await expect(queue.add('echo', { text: 5 as unknown as string })).rejects.toMatchObject(invalid);
    await expect(queue.add('echo', { text: 'x', more: 1 } as { text: string })).rejects.toMatchObject(
      invalid,
    );
    await expect(queue.add('echo', null as unknown as { text: string })).rejects.toMatchObject(invalid);
    await expect(queue.add('nothing' as 'echo', { text: 'x' })).rejects.toMatchObject(invalid);
    await expect(queue.add('echo', { text: 'x' }, { jobId: 'a:b' })).rejects.toMatchObject(invalid);
    await expect(queue.add('echo', { text: 'x' }, { jobId: '123' })).rejects.toMatchObject(invalid);
  });

  it('sends a stored payload that is no longer valid to the dead letters at once', async () => {
    const recorder = new Recorder('a');
    const process = await worker(recorder);
    const { queue } = process as unknown as { queue: { queues: Map<string, { add: Adder }> } };
    const raw = queue.queues.get('default') as { add: Adder };
    await raw.add('echo', { text: 7 }, { jobId: 'stale-payload', attempts: 3 });
    const status = await finished(process, 'echo', 'stale-payload');
    expect(status).toMatchObject({ state: 'dead', attempts: 1 });
    expect(status.failedReason).toContain('/text');
    await raw.add('echo', { text: 'x', since: 'a newer deploy' }, { jobId: 'newer-payload' });
    expect((await finished(process, 'echo', 'newer-payload')).state).toBe('completed');
    expect(recorder.runs).toHaveLength(1);
  });

  it('shares the jobs among two workers, each job once', async () => {
    const recorders = [new Recorder('a'), new Recorder('b')];
    const [process] = await Promise.all(recorders.map((recorder) => worker(recorder)));
    if (!process) throw new Error('no worker');
    const ids = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        process.queue.add('echo', { text: String(i) }).then(({ id }) => id),
      ),
    );
    for (const id of ids) await finished(process, 'echo', id);
    const [a, b] = recorders.map(({ runs }) => runs.map(({ jobId }) => jobId));
    expect([...(a ?? []), ...(b ?? [])].toSorted()).toEqual(ids.toSorted());
    expect(a?.length).toBeGreaterThan(0);
    expect(b?.length).toBeGreaterThan(0);
  });

  it('lets another worker finish the job of one that was killed', async () => {
    const api = await startJobs(backend.config);
    open.push(api);
    const child = await programs.start(
      'job-worker-process',
      JSON.stringify({ ...backend.config, jobLockMs: 1_000 }),
    );
    const begun = new Promise<void>((resolve) => {
      child.on('message', (message) => (message as { name: string }).name === 'blocked' && resolve());
    });
    const { id } = await api.queue.add('blocked', { text: 'orphan' });
    await begun;
    child.kill('SIGKILL');
    const recorder = new Recorder('survivor');
    recorder.letGo();
    await worker(recorder);
    expect(await finished(api, 'blocked', id)).toMatchObject({
      state: 'completed',
      result: { by: 'survivor' },
    });
  });

  it('lets running jobs finish when it closes', async () => {
    const recorder = new Recorder('a');
    const process = await worker(recorder);
    const { id } = await process.queue.add('blocked', { text: 'nearly done' });
    await eventually(() => recorder.runs.length === 1, 'it runs');
    const closing = process.close();
    recorder.letGo();
    await closing;
    const api = await startJobs(backend.config);
    open.push(api);
    expect(await api.queue.status('blocked', id)).toMatchObject({ state: 'completed', attempts: 1 });
  });

  it('returns running jobs to the queue when it closes and they do not finish in time', async () => {
    const first = new Recorder('first');
    const process = await worker(first, 200);
    const { id } = await process.queue.add('blocked', { text: 'too long' });
    await eventually(() => first.runs.length === 1, 'it runs');
    const started = Date.now();
    await process.close();
    expect(Date.now() - started).toBeLessThan(2_000);
    const second = new Recorder('second');
    second.letGo();
    const next = await worker(second);
    expect(await finished(next, 'blocked', id)).toMatchObject({
      state: 'completed',
      result: { by: 'second' },
    });
    expect(second.runs).toEqual([{ name: 'blocked', jobId: id, attempt: 1, by: 'second' }]);
  });
}

function finished<N extends keyof TestJobs>(process: JobsProcess, name: N, id: string) {
  return eventually(async () => {
    const status = await process.queue.status(name, id);
    return (status?.state === 'completed' || status?.state === 'dead') && status;
  }, `${name} ${id} finishes`);
}

async function depthOf({ queue }: JobsProcess): Promise<QueueDepth> {
  return (await queue.depths()).find((each) => each.queue === 'default') as QueueDepth;
}

type Adder = (name: string, data: unknown, options: object) => Promise<unknown>;

describe('job queue on PostgreSQL', () => {
  conformance(async () => {
    const database = await createDatabase();
    return { config: { databaseUrl: database.url }, stop: () => database.drop() };
  });

  it('reads the jobs of a page together, however many it looks at', async () => {
    const database = await createDatabase();
    const counter = await StatementCounter.before(database.url);
    const process = await startJobs({ databaseUrl: counter.url });
    try {
      const ids = await Promise.all(
        ['a', 'b', 'c'].map(async (text) => (await process.queue.add('echo', { text })).id),
      );
      // Of another queue; the one before it must not use up what a page looks at.
      const bulk = await process.queue.add('steps', { times: 1 });
      const steps = await process.queue.list({ name: 'steps' }, { limit: 1 });
      expect(steps.jobs.map(({ id }) => id)).toEqual([bulk.id]);
      expect(steps.next).toBe('1.1');
      const { jobs } = await process.queue.list({ name: 'echo' }, { limit: 10 });
      expect(jobs.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
      expect(await process.queue.find(ids[1] ?? '')).toMatchObject({ payload: { text: 'b' } });
      expect(await process.queue.find('nobody')).toBeUndefined();
      expect(counter.count(/FROM job WHERE queue = \$1 AND id = ANY\(\$2\)/)).toBeGreaterThan(0);
      expect(counter.count(/SELECT \* FROM job WHERE queue = \$1 AND id = \$2/)).toBe(0);
    } finally {
      await process.close();
      await counter.close();
      await database.drop();
    }
  });
});

describeWithRedis('job queue on Redis', () => {
  conformance(async () => {
    const redis = await startRedis();
    if (!redis)
      throw new Error('no redis-server: install it (apt-get install redis-server) or set TEST_REDIS_URL');
    const config = {
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      redisUrl: redis.url,
      redisPrefix: `t${randomBytes(6).toString('hex')}`,
    };
    return { config, stop: () => redis.stop() };
  });
});
