import type { PoolClient } from 'pg';

/**
 * Ends a failed transaction. Answers the error when the connection is of no more use; that is so after a statement that
 * the driver has given up, since the server may still be busy with it.
 */
export async function rollback(client: PoolClient, failure: unknown): Promise<Error | undefined> {
  if (isGivenUp(failure)) return failure as Error;
  try {
    await client.query('ROLLBACK');
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** Whether the driver has stopped to wait for a statement. */
export function isGivenUp(error: unknown): boolean {
  return (error as { message?: unknown } | null)?.message === 'Query read timeout';
}
