import { StaleIdsError } from './stale-ids.error';

/** Serialization failure, deadlock, and the check violation of a row without a partition: a new transaction may succeed. */
const RACES = new Set(['40001', '40P01', '23514']);

/** Whether nothing was stored because of a race that another attempt can win. */
export function retryable(error: unknown): boolean {
  return error instanceof StaleIdsError || RACES.has(sqlState(error));
}

/** Whether the database refused data, so that the fault lies with one request and not with the connection. */
export function wrongData(error: unknown): boolean {
  return error instanceof StaleIdsError || /^2[23]/.test(sqlState(error));
}

function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}
