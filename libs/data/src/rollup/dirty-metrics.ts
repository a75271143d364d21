import type { SqlExecutor } from '@app/database';
import type { Deferred } from './unit-steps';

/** A metric that has marks to work off. */
export interface DirtyMetric {
  metricId: number;
  organizationId: string;
  series: number;
}

/**
 * The metrics that have marks, those deferred aside. Finds each by one search in the index of the marks, however many
 * marks it has. Marks of metrics that were removed are deleted on the way.
 */
export async function dirtyMetrics(executor: SqlExecutor, deferred: Deferred): Promise<DirtyMetric[]> {
  const { rows } = await executor.query<{ id: number; organization_id: string | null; series_count: number }>(
    `WITH RECURSIVE marked (id) AS (
       (SELECT metric_id FROM metrics.mark ORDER BY metric_id LIMIT 1)
       UNION ALL
       SELECT (SELECT k.metric_id FROM metrics.mark k WHERE k.metric_id > marked.id ORDER BY k.metric_id LIMIT 1)
       FROM marked WHERE marked.id IS NOT NULL)
     SELECT marked.id, m.organization_id, m.series_count FROM marked LEFT JOIN metrics.metric m ON m.id = marked.id
     WHERE marked.id IS NOT NULL AND (
       EXISTS (SELECT FROM metrics.mark k WHERE k.metric_id = marked.id AND k.minute < $1)
       OR EXISTS (SELECT FROM metrics.mark k WHERE k.metric_id = marked.id AND k.minute >= $2))`,
    [new Date(deferred.from).toISOString(), new Date(deferred.to).toISOString()],
  );
  const orphans = rows.filter((row) => row.organization_id === null).map(({ id }) => id);
  if (orphans.length > 0)
    await executor.query(
      `DELETE FROM metrics.mark k WHERE k.metric_id = ANY($1::int[])
         AND NOT EXISTS (SELECT FROM metrics.metric m WHERE m.id = k.metric_id)`,
      [orphans],
    );
  return rows.flatMap(({ id, organization_id, series_count }) =>
    organization_id === null ? [] : [{ metricId: id, organizationId: organization_id, series: series_count }],
  );
}

/**
 * One metric of each organization, then a second of each, and so on: an organization with many dirty metrics does not
 * hold up one with few. Within an organization in random order, so that workers begin at different ends.
 */
export function fairly<T extends { organizationId: string }>(
  items: readonly T[],
  random: () => number = Math.random,
): T[] {
  const byOrganization = Map.groupBy(items, ({ organizationId }) => organizationId);
  return [...byOrganization.values()]
    .flatMap((own) => shuffled(own, random).map((item, turn) => ({ item, turn, tie: random() })))
    .toSorted((a, b) => a.turn - b.turn || a.tie - b.tie)
    .map(({ item }) => item);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
