import { Client } from 'pg';
import { type BenchRow, latencies, quantile } from './measure';
import type { BenchServices } from './services';
import { RANGE } from './workload';

interface Question {
  name: string;
  body: Record<string, unknown>;
  /** The same question as a person would write it in SQL; $1 = metric id, $2 and $3 = range. */
  sql: string;
}

const DAY_MS = 86_400_000;
const last = (days: number) => ({
  from: new Date(Date.parse(RANGE.to) - days * DAY_MS).toISOString(),
  to: RANGE.to,
});
const FROM_POINTS = `FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id
  WHERE s.metric_id = $1 AND p.ts >= $2 AND p.ts < $3`;

const QUESTIONS: Question[] = [
  {
    name: 'sum by day, 30 days',
    body: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: last(30), interval: '1d' },
    sql: `SELECT date_trunc('day', p.ts, 'UTC') AS day, sum(p.value) ${FROM_POINTS} GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'sum by region, 30 days',
    body: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: last(30), groupBy: ['region'] },
    sql: `SELECT s.dims->>'region' AS region, sum(p.value) ${FROM_POINTS} GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'p95 by hour, 7 days',
    body: {
      metrics: [{ metric: 'latency_ms', aggregation: 'percentile', percentile: 95 }],
      timeRange: last(7),
      interval: '1h',
    },
    sql: `SELECT date_trunc('hour', p.ts, 'UTC') AS hour, percentile_cont(0.95) WITHIN GROUP (ORDER BY p.value) ${FROM_POINTS} GROUP BY 1 ORDER BY 1`,
  },
  {
    name: 'filtered by day and category, 90 days',
    body: {
      metrics: [{ metric: 'revenue', aggregation: 'sum' }],
      timeRange: RANGE,
      interval: '1d',
      groupBy: ['category'],
      filters: [{ dimension: 'region', operator: 'in', values: ['emea', 'apac'] }],
    },
    sql: `SELECT date_trunc('day', p.ts, 'UTC') AS day, s.dims->>'category' AS category, sum(p.value) ${FROM_POINTS}
      AND s.dims->>'region' IN ('emea', 'apac') GROUP BY 1, 2 ORDER BY 1, 2`,
  },
];

/** Each question uncached through the API against the same SQL through `pg`, in turns so that both meet the same machine. */
export async function uncachedQueries(services: BenchServices, times: number): Promise<BenchRow[]> {
  const client = new Client({ connectionString: services.databaseUrl });
  await client.connect();
  try {
    const rows: BenchRow[] = [];
    for (const question of QUESTIONS) rows.push(await compare(services, client, question, times));
    return rows;
  } finally {
    await client.end();
  }
}

async function compare(
  services: BenchServices,
  client: Client,
  question: Question,
  times: number,
): Promise<BenchRow> {
  const { metrics, timeRange } = question.body as {
    metrics: { metric: string }[];
    timeRange: { from: string; to: string };
  };
  const metric = await client.query<{ id: number }>('SELECT id FROM metrics.metric WHERE name = $1', [
    metrics[0]?.metric,
  ]);
  const parameters = [metric.rows[0]?.id, timeRange.from, timeRange.to];
  const api = () =>
    services.request('POST', '/api/v1/data/query', question.body, { 'cache-control': 'no-cache' });
  const sql = () => client.query(question.sql, parameters);
  await api();
  await sql();
  const ours: number[] = [];
  const peer: number[] = [];
  for (let i = 0; i < times; i++) {
    ours.push(...(await latencies(1, api)));
    peer.push(...(await latencies(1, sql)));
  }
  const [a, b] = [ours, peer].map((list) =>
    quantile(
      list.toSorted((x, y) => x - y),
      0.5,
    ),
  ) as [number, number];
  const figure = a - b;
  return {
    name: `uncached query without rollup: ${question.name}`,
    ours: `${a.toFixed(1)} ms`,
    peer: `${b.toFixed(1)} ms`,
    figure,
    shown: `${figure >= 0 ? '+' : ''}${figure.toFixed(1)} ms`,
    target: '<= +5 ms',
    pass: figure <= 5,
  };
}
