import { type Database, isGivenUp, rollback } from '@app/database';
import { AppError } from '@app/platform';
import type { PoolClient } from 'pg';
import type { StoreOptions } from './metric-store';

const QUERY_CANCELED = '57014';
const RETRY_AFTER_SECONDS = 5;
/** The server cancels first; after this the driver gives up on a server that says nothing any more. */
const GRACE_MS = 2_000;

/**
 * Runs one statement in a read-only transaction of its own, with a custom plan and a time limit. When the signal aborts,
 * the statement is cancelled in the database through another connection, and the connection goes back clean.
 * @returns the rows as arrays
 * @throws AppError 503 QUERY_TIMEOUT, or CLIENT_CLOSED_REQUEST when the signal aborts
 */
export async function runRead<R extends unknown[]>(
  database: Database,
  statement: { text: string; values: unknown[] },
  { timeoutMs, signal }: StoreOptions,
): Promise<R[]> {
  const client = await connect(database, signal);
  let broken: Error | undefined;
  let cancelled: Promise<void> | undefined;
  let onAbort: (() => void) | undefined;
  let failure: unknown;
  try {
    const pid = await begin(client, timeoutMs);
    onAbort = () => {
      cancelled = cancel(database, pid);
    };
    if (signal?.aborted) throw clientClosed();
    signal?.addEventListener('abort', onAbort, { once: true });
    const read = { ...statement, rowMode: 'array' as const, query_timeout: timeoutMs + GRACE_MS };
    const { rows } = await client.query<R>(read);
    return rows;
  } catch (error) {
    failure = error;
    if (signal?.aborted) throw clientClosed(error);
    throw isTimeout(error) ? timedOut(timeoutMs, error) : error;
  } finally {
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    // A cancellation under way must not reach the next statement of this connection.
    await cancelled?.catch((error: Error) => {
      broken = error;
    });
    broken ??= await rollback(client, failure);
    client.release(broken);
  }
}

/** Waits for a free connection, but not longer than the client does. */
async function connect(database: Database, signal: AbortSignal | undefined): Promise<PoolClient> {
  if (signal?.aborted) throw clientClosed();
  const connection = database.pool.connect();
  if (!signal) return connection;
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(clientClosed());
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([connection, aborted.promise]);
  } catch (error) {
    connection.then((client) => client.release()).catch(() => undefined);
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** One round trip. The process id is asked of the server: behind a pooler the client's own is another. */
async function begin(client: PoolClient, timeoutMs: number): Promise<number> {
  const results = (await client.query(`
    BEGIN READ ONLY;
    SET LOCAL statement_timeout = ${Math.max(1, Math.floor(timeoutMs))};
    SET LOCAL lock_timeout = 0;
    SET LOCAL plan_cache_mode = force_custom_plan;
    SET LOCAL jit = off;
    SELECT pg_backend_pid() AS pid`)) as unknown as { rows: { pid: number }[] }[];
  return results.at(-1)?.rows[0]?.pid as number;
}

async function cancel(database: Database, pid: number): Promise<void> {
  // Not from the pool: all of its connections may be busy with what is to be cancelled.
  const session = await database.session('vitrine-cancel');
  try {
    await session.query('SELECT pg_cancel_backend($1)', [pid]);
  } finally {
    await session.end();
  }
}

function isTimeout(error: unknown): boolean {
  return isGivenUp(error) || (error as { code?: string }).code === QUERY_CANCELED;
}

function timedOut(timeoutMs: number, cause: unknown): AppError {
  const advice = 'Ask for a shorter time range or fewer groups, or export the question.';
  return new AppError('QUERY_TIMEOUT', `The query took longer than ${timeoutMs / 1_000} s. ${advice}`, {
    cause,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });
}

function clientClosed(cause?: unknown): AppError {
  return new AppError('CLIENT_CLOSED_REQUEST', 'The client went away before the answer was ready.', {
    cause,
  });
}
