import { availableParallelism } from 'node:os';
import type { AppConfig } from '@app/platform';
import type { PoolConfig } from 'pg';
import { offeredConnections } from './offered-connections';
import { poolSizes } from './pool-sizes';

/** What a process does with the database: answer clients who wait, or work through jobs that may take long. */
export type DatabaseWork = 'requests' | 'jobs';

const JOB_STATEMENT_MS = 15 * 60_000;
const REQUEST_LOCK_MS = 10_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
const CONNECTED_WITHIN_MS = 5_000;
/** What the server needs to tell that it has cancelled a statement. */
const GRACE_MS = 2_000;

/** How much one process takes of the database, and for how long. */
export interface DatabaseLimits {
  /** Most connections of the pool for SQL. */
  statements: number;
  /** Most connections of the pool for entities. */
  entities: number;
  /** Statements and locks of both pools are ended by the server after this long, in ms; 0 = never. */
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  idleInTransactionMs: number;
}

/** Injection token of {@link DatabaseLimits}. */
export const DATABASE_LIMITS = Symbol('DATABASE_LIMITS');

type Settings = Pick<
  AppConfig,
  'databaseUrl' | 'databaseDirectUrl' | 'databasePoolMax' | 'statementTimeoutMs'
>;

/** The limits of this process; asks the server how many connections it has to offer, unless the setting says so. */
export async function databaseLimits(config: Settings, work: DatabaseWork): Promise<DatabaseLimits> {
  const chosen = config.databasePoolMax;
  const offered =
    chosen === undefined
      ? await offeredConnections(config.databaseDirectUrl ?? config.databaseUrl)
      : undefined;
  return {
    ...poolSizes({ processors: availableParallelism(), offered, chosen }),
    statementTimeoutMs: work === 'jobs' ? JOB_STATEMENT_MS : config.statementTimeoutMs,
    lockTimeoutMs: work === 'jobs' ? 0 : REQUEST_LOCK_MS,
    idleInTransactionMs: IDLE_IN_TRANSACTION_MS,
  };
}

/**
 * The limits as settings of a pool. The server keeps them, told when a connection is made. A pooler in transaction mode
 * refuses such settings or mixes them up between its clients: behind one (DATABASE_DIRECT_URL is set) the driver itself
 * gives a statement up and closes its connection.
 */
export function poolLimits(
  config: Pick<AppConfig, 'databaseDirectUrl'>,
  limits: Omit<DatabaseLimits, 'statements' | 'entities'>,
): PoolConfig {
  const always = { connectionTimeoutMillis: CONNECTED_WITHIN_MS, keepAlive: true };
  if (config.databaseDirectUrl) return { ...always, query_timeout: limits.statementTimeoutMs + GRACE_MS };
  return {
    ...always,
    statement_timeout: limits.statementTimeoutMs,
    lock_timeout: limits.lockTimeoutMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
  };
}
