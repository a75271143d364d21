import { setTimeout as delay } from 'node:timers/promises';

/** The work took longer than it may. */
export class TimedOut extends Error {
  constructor(ms: number) {
    super(`Redis did not answer within ${ms} ms`);
    this.name = 'TimedOut';
  }
}

/**
 * The result of `work`, or TimedOut after `ms`. When the time is up, answers that have arrived while this process was
 * busy are still taken first.
 */
export function bounded<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => setImmediate(() => setImmediate(() => reject(new TimedOut(ms)))), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A pause that ends early, without an error, when `signal` aborts. */
export async function pause(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
