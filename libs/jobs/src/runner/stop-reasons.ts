/** The worker stops. */
export class StoppedError extends Error {
  constructor() {
    super('The worker stops; the job goes back to its queue.');
    this.name = 'StoppedError';
  }
}

/** The job ran longer than its contract allows. */
export class TimeoutError extends Error {
  constructor(job: string, timeoutMs: number) {
    super(`${job} ran longer than ${timeoutMs} ms.`);
    this.name = 'TimeoutError';
  }
}

/** The lock could not be renewed in time: another worker may have the job by now. */
export class LostLockError extends Error {
  constructor() {
    super('The worker lost the lock of the job.');
    this.name = 'LostLockError';
  }
}
