import type { BenchServices } from './services';
import { METRICS } from './workload';

/** A dashboard of eight widgets: a metric each by day and region over 90 days. @returns its id */
export async function createDashboard(services: BenchServices, filters: unknown[] = []): Promise<string> {
  const { id } = (await services.request('POST', '/api/v1/dashboards', { name: 'Bench' })) as { id: string };
  for (const metric of METRICS) {
    const query = {
      metrics: [{ metric, aggregation: 'sum' }],
      timeRange: '90d',
      interval: '1d',
      groupBy: ['region'],
      filters,
    };
    const config = { query, display: {} };
    await services.request('POST', '/api/v1/widgets', {
      dashboardId: id,
      type: 'line',
      title: metric,
      config,
    });
  }
  return id;
}

/** What one of its widgets asks, in SQL on the points. $1 = metric id, $2 and $3 = range. */
export function dashboardSql(condition: string): string {
  return `SELECT date_trunc('day', p.ts, 'UTC') AS day, s.dims->>'region' AS region, sum(p.value)
    FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
    WHERE s.metric_id = $1 AND p.ts >= $2 AND p.ts < $3 ${condition} GROUP BY 1, 2 ORDER BY 1, 2`;
}
