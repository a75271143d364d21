import { SourceError } from '../source-error';

/** Does work that is aborted after so many ms, and waits no longer for it, whether it obeys or not. @throws SourceError timeout */
export async function withinTime<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const control = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new SourceError('timeout'));
    control.abort();
  }, ms);
  try {
    return await Promise.race([work(control.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
