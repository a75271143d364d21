import { metricId, settle } from './rollup-fixtures';
import type { World } from './world';

/** Points of {@link explainedMetric}. */
export const EXPLAINED_POINTS = 18_600;
const BATCH = 9_300;
const HOSTS = 70;
const DAYS = 31;

/**
 * A metric with points in March 2026, rolled up: some hundred a day, by region and page (few values) and by host (too many values for a rollup
 * that nobody asked for). @returns its id
 */
export async function explainedMetric(world: World, metric: string): Promise<number> {
  const { token } = world.admin;
  const points = Array.from({ length: EXPLAINED_POINTS }, (_, n) => ({
    metric,
    value: n % 10,
    timestamp: new Date(Date.UTC(2026, 2, 1) + (n % DAYS) * 86_400_000 + n * 1_000).toISOString(),
    dimensions: { region: n % 3 ? 'emea' : 'apac', page: `p${n % 4}`, host: `h${n % HOSTS}` },
  }));
  for (let first = 0; first < points.length; first += BATCH) {
    const body = { points: points.slice(first, first + BATCH) };
    const { status } = await world.request('POST', '/api/v1/data/points', { token, body });
    if (status !== 201) throw new Error(`POST /data/points answered ${status}`);
  }
  await world.request('PUT', `/api/v1/data/catalog/${metric}`, { token, body: { unit: 'hits' } });
  const id = await metricId(world.database, { organizationId: world.organizationId }, metric);
  await settle(world.database, id);
  return id;
}
