import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { JobQueue, JobsModule, jobsOnPostgres, jobsOnRedis } from '@app/jobs';
import { createLogger, loadConfig, PlatformModule } from '@app/platform';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type BenchRow, judged, timed, written } from './measure';
import type { BenchServices } from './services';
import { batches, everySeries } from './workload';

const BACKLOG = 10_000;
/** Requests come one by one at this pace, whatever becomes of those before: a slow answer must not make the next one later. */
const PACE_MS = 10;
const QUESTION = {
  metrics: [{ metric: 'revenue', aggregation: 'sum' }],
  timeRange: '90d',
  groupBy: ['region'],
};

@Module({})
class BacklogModule {}

/** What 10,000 jobs in the queue do to the answers of the api: while they wait, and while one worker works them off. */
export async function* backlogRows(
  services: BenchServices,
  { quick }: { quick: boolean },
): AsyncGenerator<BenchRow> {
  const requests = quick ? 300 : 1_500;
  for (const points of batches(everySeries(), 1_000))
    await services.request('POST', '/api/v1/data/points', { points });
  const queue = await queueOf(services);
  try {
    await services.startWorker();
    await services.rolledUp(() => {});
    await p95(services, requests);
    const before = await p95(services, requests);
    await services.stopWorker();

    const adding = await timed(32, jobs(queue.jobs));
    const waiting = await p95(services, requests);
    const began = performance.now();
    await services.startWorker();
    const working = await p95(services, requests, async () => (await depth(queue.jobs)) > 0);
    while ((await depth(queue.jobs)) > 0) await sleep(100);
    const seconds = (performance.now() - began) / 1_000;
    // Idle again, so that what the machine does by itself meanwhile is in both.
    const without = (before + (await p95(services, requests))) / 2;
    yield row(services, 'while they wait', { ours: waiting, peer: without, atMost: 1.25 });
    yield row(services, 'while one worker works them off', { ours: working, peer: without, atMost: 2 });
    yield {
      name: `${BACKLOG.toLocaleString('en')} jobs on ${services.queueServer}: added / worked off by one worker`,
      ours: `${written(Math.round(BACKLOG / adding))} jobs/s`,
      peer: `${written(Math.round(BACKLOG / seconds))} jobs/s`,
      ...judged(seconds, { unit: 's' }),
    };
  } finally {
    await services.stopWorker();
    await queue.close();
  }
}

/** Each asks the database once, finds that there is nothing to send, and is done. */
function* jobs(queue: JobQueue): Generator<() => Promise<unknown>> {
  for (let n = 0; n < BACKLOG; n++)
    yield () => queue.add('send-alert', { notificationId: randomUUID() }, { jobId: `bench-${n}` });
}

async function depth(queue: JobQueue): Promise<number> {
  const [first] = (await queue.depths()).filter((each) => each.queue === 'default');
  return first?.waiting ?? 0;
}

/** 95th percentile in ms of answers of which every other one is computed anew. @param goesOn asked now and then whether to stop early */
async function p95(
  services: BenchServices,
  requests: number,
  goesOn: () => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const times: number[] = [];
  const open: Promise<void>[] = [];
  const ask = async (n: number): Promise<void> => {
    const began = performance.now();
    // Another limit is another question.
    const limit = n % 2 === 0 ? 1_000 : 1_000 + (asked++ % 40_000);
    await services.request('POST', '/api/v1/data/query', { ...QUESTION, limit });
    times.push(performance.now() - began);
  };
  const start = performance.now();
  for (let n = 0; n < requests; n++) {
    await sleep(Math.max(0, start + n * PACE_MS - performance.now()));
    open.push(ask(n));
    if (n % 50 === 49 && !(await goesOn())) break;
  }
  await Promise.all(open);
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
let asked = 0;

function row(
  services: BenchServices,
  when: string,
  { ours, peer, atMost }: { ours: number; peer: number; atMost: number },
): BenchRow {
  return {
    name: `p95 of queries, ${BACKLOG.toLocaleString('en')} jobs on ${services.queueServer}, ${when} / without`,
    ours: `${written(ours)} ms`,
    peer: `${written(peer)} ms`,
    ...judged(ours / peer, { atMost, unit: 'x' }),
  };
}

/** The same queue as that of the api and the worker. */
async function queueOf(services: BenchServices): Promise<{ jobs: JobQueue; close: () => Promise<void> }> {
  const config = loadConfig(services.environment);
  const { redisUrl: url, redisPrefix: prefix } = config;
  const connect = url === undefined ? jobsOnPostgres(config.databaseUrl) : jobsOnRedis({ url, prefix });
  const app = await NestFactory.createApplicationContext(
    {
      module: BacklogModule,
      imports: [
        PlatformModule.forRoot({ config, logger: createLogger({ name: 'start', level: 'warn' }) }),
        JobsModule.forRoot(config, connect),
      ],
    },
    { logger: false },
  );
  return { jobs: app.get(JobQueue, { strict: false }), close: () => app.close() };
}
