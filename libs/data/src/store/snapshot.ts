import { type Database, isGivenUp, rollback } from '@app/database';
import { AppError } from '@app/platform';
import { type CustomTypesConfig, type PoolClient, type QueryArrayResult, types } from 'pg';
import type { StoreOptions } from './metric-store';

const QUERY_CANCELED = '57014';
const RETRY_AFTER_SECONDS = 5;
/** The server cancels first; after this the driver gives up on a server that says nothing any more. */
const GRACE_MS = 2_000;
/** Type number of int[] in PostgreSQL. */
const INT_ARRAY = 1007;
const ROWS_PER_FETCH = 5_000;
/** For sorting what a cursor reads; beyond it the server uses its disk. */
const CURSOR_MEMORY = '64MB';

/** One snapshot of the database: all that is read through it is true of the same moment. */
export interface Snapshot<Opening> {
  /** Rows of the statement that the snapshot was opened with. */
  opening: Opening[];
  /** Runs a statement with parameters; rows are arrays, and arrays of integers stay text. */
  query<R extends unknown[]>(statement: SnapshotStatement): Promise<R[]>;
  /** The same for answers of any size: gives the rows to `sink`, some thousands at a time, and reads on when it has resolved. */
  each<R extends unknown[]>(statement: SnapshotStatement, sink: (rows: R[]) => Promise<void>): Promise<void>;
}

export interface SnapshotStatement {
  text: string;
  values: unknown[];
  /** Leaves JSON as the text it is. */
  jsonAsText?: boolean;
}

/** Statements without parameters that need no round trip of their own. */
export interface SnapshotFrame {
  /** Runs first, with BEGIN. */
  opening: string;
  /** Runs last and after the snapshot, with the end of the transaction: it sees what has been committed since. */
  closing: string;
}

/**
 * Reads in a read-only transaction with one snapshot, custom plans and a time limit. When the signal aborts, the statement
 * is cancelled in the database through another connection, and the connection goes back clean.
 * @throws AppError 503 QUERY_TIMEOUT, or CLIENT_CLOSED_REQUEST when the signal aborts
 */
export async function inSnapshot<Opening, Closing, T>(
  database: Database,
  frame: SnapshotFrame,
  options: StoreOptions,
  work: (snapshot: Snapshot<Opening>) => Promise<T>,
): Promise<{ result: T; closing: Closing[] }> {
  const { timeoutMs, signal } = options;
  return onConnection(database, options, async (client, cancellable) => {
    const { pid, opening } = await begin<Opening>(client, frame.opening, timeoutMs);
    cancellable(pid);
    const query = limited(client, timeoutMs);
    const result = await work({
      opening,
      query,
      each: (statement, sink) => throughCursor(query, statement, sink),
    });
    if (signal?.aborted) throw clientClosed();
    const ended = (await client.query(`ROLLBACK; ${frame.closing}`)) as unknown as { rows: Closing[] }[];
    return { result, closing: ended.at(-1)?.rows ?? [] };
  });
}

/**
 * Like {@link inSnapshot}, with one statement that is known beforehand and goes along with the rest: one round trip in all.
 * Not through a pooler, which hides what there is to cancel.
 * @param statement without parameters
 */
export async function inOneMessage<Opening extends object, R extends unknown[]>(
  database: Database,
  { opening, statement }: { opening: string; statement: string },
  options: StoreOptions,
): Promise<{ opening: Opening[]; rows: R[] }> {
  const { timeoutMs, signal } = options;
  return onConnection(database, options, async (client, cancellable) => {
    cancellable((client as unknown as { processID: number }).processID);
    const message = {
      text: `${beginReading(timeoutMs)} ${opening}; ${statement}; ROLLBACK`,
      rowMode: 'array' as const,
      types: PARSERS,
      query_timeout: timeoutMs + GRACE_MS,
    };
    const results = (await client.query(message)) as unknown as QueryArrayResult<unknown[]>[];
    if (signal?.aborted) throw clientClosed();
    const [facts, answer] = results.slice(-3);
    const names = facts?.fields.map(({ name }) => name) ?? [];
    return {
      opening: (facts?.rows ?? []).map(
        (row) => Object.fromEntries(names.map((name, index) => [name, row[index]])) as Opening,
      ),
      rows: (answer?.rows ?? []) as R[],
    };
  });
}

/**
 * Runs `work`, a whole transaction, on a connection that goes back clean, and ends it in the database when the signal aborts: from
 * when `work` says what to cancel.
 */
async function onConnection<T>(
  database: Database,
  { timeoutMs, signal }: StoreOptions,
  work: (client: PoolClient, cancellable: (pid: number) => void) => Promise<T>,
): Promise<T> {
  const client = await connect(database, signal);
  let broken: Error | undefined;
  let cancelled: Promise<void> | undefined;
  let onAbort: (() => void) | undefined;
  let failure: { error: unknown } | undefined;
  try {
    return await work(client, (pid) => {
      onAbort = () => {
        cancelled = cancel(database, pid);
      };
      if (signal?.aborted) throw clientClosed();
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  } catch (error) {
    failure = { error };
    if (signal?.aborted) throw clientClosed(error);
    throw isTimeout(error) ? timedOut(timeoutMs, error) : error;
  } finally {
    if (onAbort) signal?.removeEventListener('abort', onAbort);
    // A cancellation under way must not reach the next statement of this connection.
    await cancelled?.catch((error: Error) => {
      broken = error;
    });
    if (failure) broken ??= await rollback(client, failure.error);
    client.release(broken);
  }
}

/** Statements share the time that one would have. */
function limited(client: PoolClient, timeoutMs: number): Snapshot<unknown>['query'] {
  const deadline = performance.now() + timeoutMs;
  let isFirst = true;
  return async <R extends unknown[]>({ jsonAsText = false, ...statement }: SnapshotStatement) => {
    const left = Math.floor(deadline - performance.now());
    if (!isFirst) await client.query(`SET LOCAL statement_timeout = ${Math.max(1, left)}`);
    isFirst = false;
    const read = {
      ...statement,
      rowMode: 'array' as const,
      types: jsonAsText ? TEXT_PARSERS : PARSERS,
      query_timeout: Math.max(1, left) + GRACE_MS,
    };
    const { rows } = await client.query<R>(read);
    return rows;
  };
}

/** One cursor at a time. All rows will be read, so the plan is the one that is fastest to the last and not to the first. */
async function throughCursor<R extends unknown[]>(
  query: Snapshot<unknown>['query'],
  { text, values }: SnapshotStatement,
  sink: (rows: R[]) => Promise<void>,
): Promise<void> {
  await query({
    text: `SELECT set_config('cursor_tuple_fraction', '1', true), set_config('work_mem', '${CURSOR_MEMORY}', true),
      set_config('idle_in_transaction_session_timeout', '0', true)`,
    values: [],
  });
  await query({ text: `DECLARE answer NO SCROLL CURSOR FOR ${text}`, values });
  for (;;) {
    const rows = await query<R>({ text: `FETCH FORWARD ${ROWS_PER_FETCH} FROM answer`, values: [] });
    if (rows.length > 0) await sink(rows);
    if (rows.length < ROWS_PER_FETCH) break;
  }
  await query({ text: 'CLOSE answer', values: [] });
}

/** Sketches are read by JSON.parse, several times as fast as the driver's parser of arrays. */
const PARSERS = parsersWithText(INT_ARRAY);
const TEXT_PARSERS = parsersWithText(INT_ARRAY, types.builtins.JSON);

function parsersWithText(...asText: number[]): CustomTypesConfig {
  return {
    getTypeParser: (type, format) =>
      (asText.includes(type) ? String : types.getTypeParser(type, format)) as never,
  };
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
async function begin<Opening>(
  client: PoolClient,
  opening: string,
  timeoutMs: number,
): Promise<{ pid: number; opening: Opening[] }> {
  const results = (await client.query(`
    ${beginSql(timeoutMs)}
    SELECT pg_backend_pid() AS pid;
    ${opening}`)) as unknown as { rows: unknown[] }[];
  const [pid, rows] = results.slice(-2).map((result) => result.rows);
  return { pid: (pid as { pid: number }[])[0]?.pid as number, opening: rows as Opening[] };
}

function beginSql(timeoutMs: number): string {
  return `${beginReading(timeoutMs)}
    SET LOCAL plan_cache_mode = force_custom_plan;`;
}

/** For statements without parameters: no plan of theirs is kept. */
function beginReading(timeoutMs: number): string {
  return `
    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
    SET LOCAL statement_timeout = ${Math.max(1, Math.floor(timeoutMs))};
    SET LOCAL lock_timeout = 0;
    SET LOCAL jit = off;`;
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
