import type { AppConfig } from '@app/platform';

/** How jobs are run; `AppConfig` is one. */
export interface JobsConfig extends Pick<
  AppConfig,
  'jobConcurrency' | 'jobConcurrencyBulk' | 'shutdownTimeoutMs'
> {
  /** A worker that has not renewed its lock for so long has lost the job. Milliseconds, default 30,000. */
  jobLockMs?: number;
  /** How often workers look for jobs that a dead worker left. Milliseconds, default 5,000. */
  jobStalledCheckMs?: number;
}

/** Injection token of the {@link JobsConfig}. */
export const JOBS_CONFIG = Symbol('JOBS_CONFIG');

/** Injection token of the contracts: `JOBS`, or those of a test. */
export const JOB_CONTRACTS = Symbol('JOB_CONTRACTS');
