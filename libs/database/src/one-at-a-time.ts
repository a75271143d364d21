import type { SqlExecutor } from './sql-executor';

/**
 * Holds a lock until the transaction ends: whoever asks for the same one waits. For limits of what an organization may have, which would not
 * hold if requests at the same time counted without each other.
 * @param what is counted, such as `alerts`
 */
export async function oneAtATime(tx: SqlExecutor, what: string, organizationId: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${what} of ${organizationId}`]);
}
