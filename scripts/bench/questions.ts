import { RANGE } from './workload';

/** One question to Vitrine, as a person would write it in SQL, and as a URL. */
export interface Question {
  name: string;
  /** What rollups must be faster by than the points. */
  atLeast: number | undefined;
  metric: string;
  /** A MetricQuery. */
  body: Record<string, unknown> & { timeRange: { from: string; to: string } };
  /** $1 = metric id, $2 and $3 = range; `condition` narrows the series `s`. */
  sql: (condition: string) => string;
  /** The parameters of `GET /data/metrics` that ask the same. */
  parameters: string;
}

/** A filter that no rollup covers (products are too many to be a grouping) and that leaves out next to nothing. */
export const UNCOVERED = {
  filter: { dimension: 'product', operator: 'ne', values: ['p499'] },
  condition: `AND s.dims->>'product' <> 'p499'`,
};

const DAY_MS = 86_400_000;
const last = (days: number) => ({
  from: new Date(Date.parse(RANGE.to) - days * DAY_MS).toISOString(),
  to: RANGE.to,
});
const url = ({ from, to }: { from: string; to: string }): string => `from=${from}&to=${to}`;
const FROM_POINTS = `FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
  WHERE s.metric_id = $1 AND p.ts >= $2 AND p.ts < $3`;

export const QUESTIONS: readonly Question[] = [
  {
    name: 'sum by day, 30 days',
    atLeast: 30,
    metric: 'revenue',
    body: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: last(30), interval: '1d' },
    sql: (condition) =>
      `SELECT date_trunc('day', p.ts, 'UTC') AS day, sum(p.value) ${FROM_POINTS} ${condition} GROUP BY 1 ORDER BY 1`,
    parameters: `metric=revenue&aggregation=sum&groupBy=date&${url(last(30))}`,
  },
  {
    name: 'sum by region, 30 days',
    atLeast: 30,
    metric: 'revenue',
    body: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: last(30), groupBy: ['region'] },
    sql: (condition) =>
      `SELECT s.dims->>'region' AS region, sum(p.value) ${FROM_POINTS} ${condition} GROUP BY 1 ORDER BY 1`,
    parameters: `metric=revenue&aggregation=sum&groupBy=region&${url(last(30))}`,
  },
  {
    name: 'p95 by hour, 7 days',
    atLeast: 5,
    metric: 'latency_ms',
    body: {
      metrics: [{ metric: 'latency_ms', aggregation: 'percentile', percentile: 95 }],
      timeRange: last(7),
      interval: '1h',
    },
    sql: (condition) => `SELECT date_trunc('hour', p.ts, 'UTC') AS hour,
      percentile_cont(0.95) WITHIN GROUP (ORDER BY p.value) ${FROM_POINTS} ${condition} GROUP BY 1 ORDER BY 1`,
    parameters: `metric=latency_ms&aggregation=percentile&percentile=95&interval=1h&${url(last(7))}`,
  },
  {
    name: 'filtered by day and category, 90 days',
    atLeast: 30,
    metric: 'revenue',
    body: {
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      timeRange: RANGE,
      interval: '1d',
      groupBy: ['category'],
      filters: [{ dimension: 'region', operator: 'in', values: ['emea', 'apac'] }],
    },
    sql: (
      condition,
    ) => `SELECT date_trunc('day', p.ts, 'UTC') AS day, s.dims->>'category' AS category, sum(p.value)
      ${FROM_POINTS} AND s.dims->>'region' IN ('emea', 'apac') ${condition} GROUP BY 1, 2 ORDER BY 1, 2`,
    parameters: `metric=revenue&aggregation=sum&groupBy=date,category&filters=region:emea|apac&${url(RANGE)}`,
  },
];
