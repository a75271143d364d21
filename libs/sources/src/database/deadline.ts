import { SourceError } from '../source-error';

/**
 * Runs work that may take so long and can be called off.
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
    return await work(signal ? AbortSignal.any([signal, deadline]) : deadline);
  } catch (error) {
    if (signal?.aborted) throw new SourceError('aborted', undefined, { cause: error });
    if (!deadline.aborted || isOwnReason(error)) throw error;
    throw new SourceError('timeout', undefined, { cause: error });
  }
}

/** What was true already before the time ran out, or says more than that it did. */
function isOwnReason(error: unknown): boolean {
  return error instanceof SourceError && error.reason !== 'aborted' && error.reason !== 'broken';
}
