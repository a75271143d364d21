import type { Cache } from '@app/cache';
import type { Database } from '@app/database';
import { chooseGroupings } from './choose-groupings';

/** Metrics of one look. */
const METRICS_AT_ONCE = 20;

/**
 * Chooses groupings anew for metrics whose series became notably more, or that never had any. A grouping that outgrows
 * its bounds meanwhile is dropped by who makes the series.
 * @returns how many metrics that were
 */
export async function planGroupings(database: Database, cache: Cache): Promise<number> {
  const { rows } = await database.query<{ id: number; organization_id: string }>(
    `SELECT id, organization_id FROM metrics.metric
     WHERE organization_id IS NOT NULL AND (planned_series < 0 AND series_count > 0
        OR series_count > planned_series AND (series_count < 1000 OR series_count > planned_series * 1.1))
     ORDER BY id LIMIT ${METRICS_AT_ONCE}`,
  );
  for (const { id } of rows) {
    await database.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1::bigint)', [id]);
      await chooseGroupings(tx, id, { hasPoints: true });
    });
  }
  const organizations = new Set(rows.map(({ organization_id }) => organization_id));
  await cache.invalidateTags([...organizations].map((organization) => `catalog:${organization}` as const));
  return rows.length;
}
