import { CONNECT_TIMEOUT_MS } from '../checked-socket';
import { SourceError } from '../source-error';

/** Longer than connecting may take, so that every way of not being reached ends with the first of them. */
const STEP_MS = CONNECT_TIMEOUT_MS + 500;

/**
 * Has what cannot be reached fail after as long a time whatever the reason: a name that nobody knows, an address that may not be
 * called, a port where nobody answers, one where nobody listens.
 */
export async function evenly<T>(work: Promise<T>): Promise<T> {
  const began = performance.now();
  try {
    return await work;
  } catch (error) {
    if (error instanceof SourceError && error.reason === 'unreachable') {
      const taken = performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS - (taken % STEP_MS)));
    }
    throw error;
  }
}
