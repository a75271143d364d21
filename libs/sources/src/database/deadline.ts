import { SourceError } from '../source-error';

/** How long work may take to end that was called off, before nobody waits for it any more. */
const OBEY_MS = 2_500;

/**
 * Runs work that may take so long and can be called off. A server that keeps it from ending keeps nobody waiting.
 * @throws SourceError aborted, timeout; whatever the work throws before that
 */
export async function within<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw new SourceError('aborted');
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    return await unlessLate(work(either), either);
  } catch (error) {
    if (signal?.aborted) throw new SourceError('aborted', undefined, { cause: error });
    if (!deadline.aborted || isOwnReason(error)) throw error;
    throw new SourceError('timeout', undefined, { cause: error });
  }
}

/** @throws SourceError aborted */
async function unlessLate<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const called = (): void => {
    timer = setTimeout(() => reject(new SourceError('aborted')), OBEY_MS);
  };
  signal.addEventListener('abort', called, { once: true });
  try {
    return await Promise.race([work, late]);
  } finally {
    signal.removeEventListener('abort', called);
    clearTimeout(timer);
  }
}

/** What was true already before the time ran out, or says more than that it did. */
function isOwnReason(error: unknown): boolean {
  return error instanceof SourceError && error.reason !== 'aborted' && error.reason !== 'broken';
}
