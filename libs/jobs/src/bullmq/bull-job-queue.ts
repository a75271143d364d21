import { isDeepStrictEqual } from 'node:util';
import { AppError, currentTrace, inSpan, newId } from '@app/platform';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Job, JobSchedulerJson, JobsOptions, Queue } from 'bullmq';
import type { Logger } from 'pino';
import type { JobContract, JobContracts, PayloadOf, QueueName, ResultOf, Schedule } from '../job-contract';
import {
  type AddOptions,
  type JobFilter,
  type JobProgress,
  JobQueue,
  type JobState,
  type JobStatus,
  type JobView,
  type QueueDepth,
} from '../job-queue';
import { validatePayload } from '../validate-payload';
import type { Connections } from './connections';
import { LossLog } from './loss-log';
import { JobListing, progressOf, STATES } from './job-listing';
import { ProgressEvents } from './progress-events';
import { depthOf } from './queue-depth';

const ANSWER_WITHIN_MS = 2_000;
const KEEP_COMPLETED_SECONDS = 24 * 3600;
const KEEP_ROUTINE_SECONDS = 600;
const KEEP_DEAD_SECONDS = 30 * 24 * 3600;
const JOB_ID = /^(?!\d+$)[\w.-]{1,200}$/;

/** {@link JobQueue} on BullMQ, on PostgreSQL or Redis alike. */
export class BullJobQueue<C extends JobContracts> extends JobQueue<C> implements OnApplicationShutdown {
  private readonly events: ProgressEvents;
  private readonly listing: JobListing;
  /** That jobs can have, in their order. */
  private readonly priorities: number[];

  constructor(
    private readonly connections: Connections,
    private readonly queues: ReadonlyMap<QueueName, Queue>,
    private readonly contracts: C,
    logger: Logger,
  ) {
    super();
    const losses = new LossLog(logger);
    for (const [name, queue] of queues) queue.on('error', (error) => losses.log(`queue ${name}`, error));
    this.events = new ProgressEvents(connections, losses);
    this.listing = new JobListing(queues, contracts);
    this.priorities = [...new Set(Object.values(contracts).map(({ priority = 0 }) => priority))].toSorted(
      (a, b) => a - b,
    );
  }

  async add<N extends keyof C & string>(
    name: N,
    payload: PayloadOf<C, N>,
    options: AddOptions = {},
  ): Promise<{ id: string }> {
    const contract = this.contract(name);
    const valid = await validatePayload(contract, payload, 'written');
    const { jobId = newId(), delayMs = 0, organizationId } = options;
    if (!JOB_ID.test(jobId)) {
      throw AppError.invalid(
        '/jobId',
        `jobId must be 1 to 200 letters, digits, _, - and ., not digits alone (given: ${JSON.stringify(jobId)})`,
      );
    }
    const dedup = contract.dedup?.(valid);
    const job = await inSpan({ name: `add job ${name}`, kind: 'producer' }, () =>
      this.ask(() =>
        this.queue(contract).add(name, valid, {
          ...jobOptions(contract),
          jobId,
          delay: delayMs,
          ...(dedup === undefined ? {} : { deduplication: { id: `${name}-${dedup}` } }),
          ...traced(),
          // BullMQ keeps with a job what it does not know.
          ...(organizationId === undefined ? {} : { organizationId }),
        }),
      ),
    );
    return { id: job.id ?? jobId };
  }

  status<N extends keyof C & string>(name: N, id: string): Promise<JobStatus<ResultOf<C, N>> | null> {
    return this.ask(async () => {
      const queue = this.queue(this.contract(name));
      // In this order: what is completed by the first answer has its result in the second.
      const state = STATES[await queue.getJobState(id)];
      const job: Job | undefined = await queue.getJob(id);
      return state && job?.name === name ? toStatus<ResultOf<C, N>>(job, id, state) : null;
    });
  }

  onProgress(
    name: keyof C & string,
    listener: (event: JobProgress & { id: string }) => void,
  ): Promise<() => void> {
    return this.ask(() => this.events.listen(this.contract(name).queue, name, listener));
  }

  async schedule<N extends keyof C & string>(
    name: N,
    id: string,
    payload: PayloadOf<C, N>,
    when: Schedule,
  ): Promise<void> {
    const contract = this.contract(name);
    const data = await validatePayload(contract, payload, 'written');
    const repeat =
      'everyMs' in when ? { every: when.everyMs } : { pattern: when.cron, tz: when.timezone ?? 'UTC' };
    await this.ask(async () => {
      const queue = this.queue(contract);
      const existing = await queue.getJobScheduler(id);
      // Storing the same again would move the next run, and fails while a run of it is under way.
      if (
        isDeepStrictEqual(storedSchedule(existing), {
          name,
          ...repeat,
          data: JSON.parse(JSON.stringify(data)),
          priority: contract.priority ?? 0,
        })
      )
        return;
      await queue.upsertJobScheduler(id, repeat, { name, data, opts: jobOptions(contract) });
    });
  }

  async unschedule(name: keyof C & string, id: string): Promise<void> {
    await this.ask(() => this.queue(this.contract(name)).removeJobScheduler(id));
  }

  list(
    filter: JobFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<{ jobs: JobView[]; next: string | null }> {
    return this.ask(() => this.listing.page(filter, page));
  }

  find(id: string): Promise<JobView | undefined> {
    return this.ask(() => this.listing.find(id));
  }

  async retryDeadLetter(id: string): Promise<void> {
    await this.ask(async () => {
      const job = await this.listing.deadLetter(id);
      await job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true });
    });
  }

  async discardDeadLetter(id: string): Promise<void> {
    await this.ask(async () => {
      const job = await this.listing.deadLetter(id);
      await job.remove();
    });
  }

  depths(): Promise<QueueDepth[]> {
    return this.ask(() =>
      Promise.all([...this.queues].map(([name, queue]) => depthOf(name, queue, this.priorities))),
    );
  }

  check(): Promise<void> {
    return this.ask(() => this.connections.check());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.events.close();
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    await this.connections.close();
  }

  private contract(name: string): JobContract {
    const contract = Object.hasOwn(this.contracts, name) ? this.contracts[name] : undefined;
    if (contract) return contract;
    const known = Object.keys(this.contracts).join(', ');
    throw AppError.invalid('/name', `There is no job ${JSON.stringify(name)}. Known are: ${known}`);
  }

  private queue(contract: JobContract): Queue {
    const queue = this.queues.get(contract.queue);
    if (!queue) throw new Error(`The queue ${contract.queue} is not registered`);
    return queue;
  }

  private async ask<T>(work: () => Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`The job queue did not answer within ${ANSWER_WITHIN_MS} ms`)),
      ANSWER_WITHIN_MS,
    );
    try {
      return await Promise.race([this.connections.ready().then(work), late]);
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('DEPENDENCY_UNAVAILABLE', 'The job queue does not answer right now; try again.', {
        cause: error,
        retryAfterSeconds: 2,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}

/** BullMQ keeps it with the job, whatever the server. */
function traced(): Pick<JobsOptions, 'telemetry'> {
  const metadata = currentTrace();
  return metadata === undefined ? {} : { telemetry: { metadata } };
}

function jobOptions(contract: JobContract): JobsOptions {
  return {
    attempts: contract.attempts,
    backoff: { type: 'exponential', delay: contract.backoffMs },
    removeOnComplete: { age: contract.routine ? KEEP_ROUTINE_SECONDS : KEEP_COMPLETED_SECONDS },
    removeOnFail: { age: KEEP_DEAD_SECONDS },
    // Stacks are in the log.
    stackTraceLimit: 0,
    ...(contract.priority ? { priority: contract.priority } : {}),
  };
}

function storedSchedule(stored: JobSchedulerJson | undefined): unknown {
  const { name, every, pattern, tz, template } = stored ?? {};
  const what = { data: template?.data ?? {}, priority: template?.opts?.priority ?? 0 };
  return every ? { name, every, ...what } : { name, pattern, tz, ...what };
}

function toStatus<R>(job: Job, id: string, state: JobState): JobStatus<R> {
  return {
    id,
    name: job.name,
    state,
    progress: progressOf(job),
    attempts: job.attemptsMade,
    failedReason: job.failedReason ?? null,
    result: state === 'completed' ? (job.returnvalue as R) : null,
    createdAt: new Date(job.timestamp),
    finishedAt:
      job.finishedOn && (state === 'completed' || state === 'dead') ? new Date(job.finishedOn) : null,
  };
}
