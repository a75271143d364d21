/** What a process asks of the shared count. */
export interface Claim {
  /** What is counted; shown to nobody, but kept as it is. */
  key: string;
  /** Requests that the process would like to admit. */
  wanted: number;
  windows: readonly WindowClaim[];
  /** Nobody needs the count any more after so many ms. */
  keepMs: number;
}

export interface WindowClaim {
  /** Milliseconds since 1970. */
  start: number;
  limit: number;
  /**
   * What the process knows and the count does not, if it is still at the same window: requests that were admitted
   * without it, less those that were taken from it and not used.
   */
  correction: number;
}

/** What the process may admit: from 0 to `wanted`. */
export interface Grant {
  granted: number;
  /** In the order of the claim: the window that counts now, and all that was taken of it. */
  windows: readonly WindowCount[];
}

export interface WindowCount {
  /** Later than that of the claim if another process, by its clock, has begun a later one. Milliseconds since 1970. */
  start: number;
  used: number;
}

/**
 * Counts that all processes share. All windows of a claim are taken in one atomic step, and no window is ever granted
 * more than its limit in all.
 */
export abstract class LimitStore {
  /** Call it once before the first claim. It does not fail when the store is away. */
  start(): Promise<void> {
    return Promise.resolve();
  }

  /** @throws when the store does not answer; then nobody knows whether it has counted */
  abstract take(claim: Claim): Promise<Grant>;
}
