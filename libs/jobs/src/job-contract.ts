/** The queues that exist. Jobs of one queue share its workers' concurrency, so slow bulk work never delays short jobs. */
export const QUEUES = ['default', 'bulk'] as const;
export type QueueName = (typeof QUEUES)[number];

/** When a repeating job runs: every `everyMs` milliseconds, or by a cron pattern read in an IANA time zone (default UTC). */
export type Schedule = { everyMs: number } | { cron: string; timezone?: string };

/** All that is known of a kind of job, apart from the code that does it. */
export interface JobContract<P extends object = object, R = unknown> {
  readonly queue: QueueName;
  /** Class with class-validator rules. Checked when a job is written and again when it is read. */
  readonly payload: new () => P;
  /** Runs before it goes to the dead letters. */
  readonly attempts: number;
  /** Wait before the second run; doubled before each further one. Milliseconds. */
  readonly backoffMs: number;
  /** Longest single run. Milliseconds. */
  readonly timeoutMs: number;
  /** 0 (default) goes first: a job of a greater number waits while one of a lesser does in its queue. At most 1,000. */
  readonly priority?: number;
  /** While a job with the same key waits or runs, another one is not added. */
  dedup?(payload: P): string;
  /** Runs by itself, with an empty payload. */
  readonly schedule?: Schedule;
  /** Runs so often that a single run interests nobody: forgotten after ten minutes, logged at level debug. */
  readonly routine?: boolean;
  /** Carries the type of the result; never set. */
  readonly result?: { of: R };
}

export type JobContracts = Record<string, JobContract>;

const DEFAULTS = { queue: 'default', attempts: 3, backoffMs: 1_000, timeoutMs: 60_000 } as const;

/** Declares a job: `P` is its payload class, `R` what its handler returns (JSON). Defaults: 3 attempts, 1 s backoff, 1 min. */
export function jobContract<P extends object, R>(
  contract: Pick<JobContract<P, R>, 'payload'> & Partial<JobContract<P, R>>,
): JobContract<P, R> {
  return { ...DEFAULTS, ...contract };
}

export type PayloadOf<C extends JobContracts, N extends keyof C> =
  C[N] extends JobContract<infer P> ? P : never;
export type ResultOf<C extends JobContracts, N extends keyof C> = NonNullable<C[N]['result']>['of'];
