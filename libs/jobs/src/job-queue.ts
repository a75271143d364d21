import type { Jobs } from './contracts';
import type { JobContracts, PayloadOf, QueueName, ResultOf, Schedule } from './job-contract';

export interface AddOptions {
  /**
   * Makes adding idempotent: a second job with an id that is still known (a day after completion, 30 days in the dead
   * letters) is not added. Letters, digits, `_`, `-` and `.`, at most 200, not digits alone. Default: a new UUID.
   */
  jobId?: string;
  /** Earliest start. Milliseconds from now. */
  delayMs?: number;
  /** Whose job it is: who administers that organization may see it. Default: none's, so that only who runs the installation does. */
  organizationId?: string;
}

export interface JobProgress {
  /** 0 to 100. */
  percent: number;
  /** What it is doing, for people. */
  detail?: string;
}

/** `delayed`: waits for its time, or for its next attempt. `dead`: in the dead letters. */
export type JobState = 'queued' | 'delayed' | 'running' | 'completed' | 'dead';

export interface JobStatus<R = unknown> {
  id: string;
  name: string;
  state: JobState;
  progress: JobProgress;
  /** Runs that ended, with success or not. */
  attempts: number;
  /** Message of the last failed run. */
  failedReason: string | null;
  result: R | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** A job as people look at it. */
export interface JobView {
  id: string;
  name: string;
  queue: QueueName;
  state: JobState;
  /** Without fields that its contract does not know; null when it is not valid by it, or there is no contract any more. */
  payload: object | null;
  /** Whose it is; null when it is of the whole installation. */
  organizationId: string | null;
  progress: JobProgress;
  /** Runs that ended, with success or not. */
  attempts: number;
  mostAttempts: number;
  /** Message of the last failed run, without its stack. */
  failedReason: string | null;
  createdAt: Date;
  /** Earliest start of one that is delayed. */
  dueAt: Date | null;
  /** Start of the last run. */
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Which jobs are looked at. What is absent does not matter. */
export interface JobFilter {
  queue?: QueueName;
  state?: JobState;
  name?: string;
  organizationId?: string;
}

/** How much is in a queue. */
export interface QueueDepth {
  queue: QueueName;
  waiting: number;
  active: number;
  delayed: number;
  /** Dead letters. */
  failed: number;
  /** For how long the job that has waited longest could have been run, in ms; 0 when none waits. */
  oldestWaitingMs: number;
}

/**
 * Puts jobs into their queues and tells how they fare. Every method throws AppError DEPENDENCY_UNAVAILABLE after about
 * two seconds when the queue's server does not answer.
 */
export abstract class JobQueue<C extends JobContracts = Jobs> {
  /**
   * @returns the job's id; that of the earlier job when `dedup` or `jobId` says it is the same
   * @throws AppError VALIDATION_FAILED for an unknown name or an invalid payload
   */
  abstract add<N extends keyof C & string>(
    name: N,
    payload: PayloadOf<C, N>,
    options?: AddOptions,
  ): Promise<{ id: string }>;

  /** Null when there is no such job, or no longer. */
  abstract status<N extends keyof C & string>(name: N, id: string): Promise<JobStatus<ResultOf<C, N>> | null>;

  /** Listens to the progress of all jobs of a name, wherever they run. Resolves, with a function that ends it, once it listens. */
  abstract onProgress(
    name: keyof C & string,
    listener: (event: JobProgress & { id: string }) => void,
  ): Promise<() => void>;

  /** Runs a job repeatedly. The same `id` again replaces the schedule. */
  abstract schedule<N extends keyof C & string>(
    name: N,
    id: string,
    payload: PayloadOf<C, N>,
    when: Schedule,
  ): Promise<void>;

  abstract unschedule(name: keyof C & string, id: string): Promise<void>;

  /**
   * Jobs by queue and state, in each the latest first. While jobs come and go between two pages, one may be seen twice or not
   * at all. Where a filter makes it look at many jobs a page is shorter than `limit`, and `next` says that there may be more.
   * @throws AppError VALIDATION_FAILED for a text that is not a cursor
   */
  abstract list(
    filter: JobFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<{ jobs: JobView[]; next: string | null }>;

  /** Undefined when there is no such job, or no longer. */
  abstract find(id: string): Promise<JobView | undefined>;

  /** Puts a dead letter back into its queue with all its attempts. @throws AppError NOT_FOUND */
  abstract retryDeadLetter(id: string): Promise<void>;

  /** Forgets a dead letter. @throws AppError NOT_FOUND */
  abstract discardDeadLetter(id: string): Promise<void>;

  /** Of every queue. */
  abstract depths(): Promise<QueueDepth[]>;

  /** Resolves if the queue's server answers. */
  abstract check(): Promise<void>;
}
