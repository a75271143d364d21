import { AppError } from '@app/platform';
import type { Job, JobType, Queue } from 'bullmq';
import type { JobContracts, QueueName } from '../job-contract';
import type { JobFilter, JobProgress, JobState, JobView } from '../job-queue';
import { validatePayload } from '../validate-payload';

/** What BullMQ calls the states. */
export const STATES: Readonly<Record<string, JobState>> = {
  active: 'running',
  waiting: 'queued',
  prioritized: 'queued',
  'waiting-children': 'queued',
  delayed: 'delayed',
  failed: 'dead',
  completed: 'completed',
};
/** In the order in which they are listed. */
const TYPES: readonly JobType[] = ['active', 'waiting', 'prioritized', 'delayed', 'failed', 'completed'];
/** The most jobs that one page looks at for those that match. */
const MOST_SEEN = 1_000;
const CHUNK = 250;
const LONGEST_REASON = 1_000;
/** Any id that a job can have, those of repeated ones among them. */
const ANY_ID = /^[\w.:-]{1,300}$/;
const CURSOR = /^(\d{1,3})\.(\d{1,9})$/;

interface Place {
  segment: number;
  offset: number;
}

/** Shows what is in the queues, with what BullMQ has in common on both servers: ranges of ids by state, and jobs by id. */
export class JobListing {
  constructor(
    private readonly queues: ReadonlyMap<QueueName, Queue>,
    private readonly contracts: JobContracts,
  ) {}

  async page(
    filter: JobFilter,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<{ jobs: JobView[]; next: string | null }> {
    const segments = this.segments(filter);
    const narrow = filter.name !== undefined || filter.organizationId !== undefined;
    const jobs: JobView[] = [];
    let { segment, offset } = placeOf(cursor);
    for (let seen = 0; segment < segments.length && seen < MOST_SEEN;) {
      const [name, queue, type] = segments[segment] as (typeof segments)[number];
      const size = narrow ? CHUNK : limit - jobs.length;
      const ids = await queue.getRanges([type], offset, offset + size - 1, false);
      const found = await Promise.all(ids.map((id) => queue.getJob(id) as Promise<Job | undefined>));
      for (const job of found) {
        offset++;
        if (job && matches(job, filter)) jobs.push(await this.view(job, name, STATES[type] as JobState));
        if (jobs.length === limit) return { jobs, next: `${segment}.${offset}` };
      }
      seen += ids.length;
      if (ids.length < size) [segment, offset] = [segment + 1, 0];
    }
    return { jobs, next: segment < segments.length ? `${segment}.${offset}` : null };
  }

  async find(id: string): Promise<JobView | undefined> {
    if (!ANY_ID.test(id)) return undefined;
    for (const [name, queue] of this.queues) {
      const job: Job | undefined = await queue.getJob(id);
      const state = job && STATES[await queue.getJobState(id)];
      if (state) return this.view(job, name, state);
    }
    return undefined;
  }

  /** @throws AppError NOT_FOUND */
  async deadLetter(id: string): Promise<Job> {
    for (const queue of ANY_ID.test(id) ? this.queues.values() : []) {
      const job: Job | undefined = await queue.getJob(id);
      if (job && (await job.isFailed())) return job;
    }
    throw AppError.notFound('dead letter', id);
  }

  /** Jobs of a name that is known lie in one queue; the others need not be looked through. */
  private segments({ queue, state, name }: JobFilter): [QueueName, Queue, JobType][] {
    const own =
      name !== undefined && Object.hasOwn(this.contracts, name) ? this.contracts[name]?.queue : undefined;
    const queues = [...this.queues].filter(
      ([each]) => (queue === undefined || each === queue) && (own === undefined || each === own),
    );
    const types = TYPES.filter((type) => state === undefined || STATES[type] === state);
    return queues.flatMap(([name, each]) =>
      types.map((type): [QueueName, Queue, JobType] => [name, each, type]),
    );
  }

  private async view(job: Job, queue: QueueName, state: JobState): Promise<JobView> {
    const contract = Object.hasOwn(this.contracts, job.name) ? this.contracts[job.name] : undefined;
    const hasEnded = state === 'completed' || state === 'dead';
    return {
      id: job.id ?? '',
      name: job.name,
      queue,
      state,
      payload: contract ? await validatePayload(contract, job.data, 'read').catch(() => null) : null,
      organizationId: organizationOf(job),
      progress: state === 'completed' ? { ...progressOf(job), percent: 100 } : progressOf(job),
      attempts: job.attemptsMade,
      mostAttempts: job.opts.attempts ?? 1,
      failedReason: job.failedReason?.slice(0, LONGEST_REASON) ?? null,
      createdAt: new Date(job.timestamp),
      dueAt: state === 'delayed' ? new Date(readyAt(job)) : null,
      startedAt: job.processedOn ? new Date(job.processedOn) : null,
      finishedAt: job.finishedOn && hasEnded ? new Date(job.finishedOn) : null,
    };
  }
}

/** Since when a job could run, as near as can be told: a run before delays it by `delay` from its end, of which the start is known. */
export function readyAt({ timestamp, processedOn, delay }: Job): number {
  return Math.max(timestamp, processedOn ?? 0) + delay;
}

/** What a job has reported last. */
export function progressOf({ progress }: Job): JobProgress {
  const { percent = 0, detail } = (typeof progress === 'object' ? progress : {}) as Partial<JobProgress>;
  return detail === undefined ? { percent } : { percent, detail };
}

function matches(job: Job, { name, organizationId }: JobFilter): boolean {
  return (
    (name === undefined || job.name === name) &&
    (organizationId === undefined || organizationOf(job) === organizationId)
  );
}

function organizationOf({ opts }: Job): string | null {
  return (opts as { organizationId?: string }).organizationId ?? null;
}

function placeOf(cursor: string | undefined): Place {
  if (cursor === undefined) return { segment: 0, offset: 0 };
  const match = CURSOR.exec(cursor);
  if (!match)
    throw AppError.invalid(
      '/cursor',
      `cursor must be the nextCursor of an earlier page (given: ${JSON.stringify(cursor)})`,
    );
  return { segment: Number(match[1]), offset: Number(match[2]) };
}
