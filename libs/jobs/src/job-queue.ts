import type { Jobs } from './contracts';
import type { JobContracts, PayloadOf, ResultOf, Schedule } from './job-contract';

export interface AddOptions {
  /**
   * Makes adding idempotent: a second job with an id that is still known (a day after completion, 30 days in the dead
   * letters) is not added. Letters, digits, `_`, `-` and `.`, at most 200, not digits alone. Default: a new UUID.
   */
  jobId?: string;
  /** Earliest start. Milliseconds from now. */
  delayMs?: number;
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

/** A job that failed for good. Kept for 30 days. */
export interface DeadLetter {
  id: string;
  name: string;
  payload: unknown;
  failedReason: string;
  attempts: number;
  failedAt: Date;
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

  /** The latest dead letters, newest first. */
  abstract deadLetters(limit: number): Promise<DeadLetter[]>;

  /** Puts a dead letter back into its queue with all its attempts. @throws AppError NOT_FOUND */
  abstract retryDeadLetter(id: string): Promise<void>;

  /** Resolves if the queue's server answers. */
  abstract check(): Promise<void>;
}
