// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoreMeasure, StorePlan } from '@app/data';
import { type Database, EmbeddedPostgres, migrate } from '@app/database';
import { PostgresMetricStore } from '../../libs/data/src/store/postgres-metric-store';
import { RANGE } from '../../scripts/bench/workload';
import { anIngestProcess, anOrganization } from '../support/ingest-process';
import { markMinutes } from '../support/rollup-states';
import { loadPoints } from './rollup-database';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const [FROM, TO] = [Date.parse(RANGE.from), Date.parse(RANGE.to)];
const ROUNDS = 11;

type Question = [name: string, plan: Partial<StorePlan>];

/**
 * Prints what answers from rollups take beside answers from the points, of the same store on the same data, in turns. Usage:
 * `node test/load/run.mjs rollup-reads [points]`
 */
async function main(): Promise<void> {
  const points = Number(process.argv[2] ?? 5_000_000);
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-rollups-'));
  const postgres = await EmbeddedPostgres.start({ dir });
  await migrate({ url: postgres.url });
  const node = anIngestProcess(postgres.url);
  const { database } = node;
  try {
    const { organizationId } = await anOrganization(database);
    console.log(`loading ${points.toLocaleString('en')} points of 90 days`);
    const rolled = ['revenue', 'latency_ms'];
    const ids = await loadPoints(database, { organizationId, points, rolled });
    const [revenue, latency] = rolled.map((name) => ids.get(name) as number) as [number, number];
    const base = { organizationId, from: FROM, to: TO, groupBy: [], where: [], maxRows: 50_000 };
    console.log('milliseconds, the fastest and the median: rollups, points, as the store chooses');
    for (const [name, plan] of questions(revenue, latency)) {
      await compare(database, name, { ...base, measures: [], ...plan });
    }
    await markMinutes(database, revenue, [TO - 30 * 60_000]);
    await compare(database, 'sum by day, one dirty minute', { ...base, ...sumByDay(revenue) });
  } finally {
    await node.close();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

function every(length: number): number[] {
  return Array.from({ length: (TO - FROM) / length }, (_, index) => FROM + index * length);
}

function sumByDay(metricId: number): Pick<StorePlan, 'measures' | 'buckets'> {
  return { measures: [{ metricId, aggregation: 'sum' }], buckets: every(DAY) };
}

function questions(revenue: number, latency: number): Question[] {
  const sum: StoreMeasure[] = [{ metricId: revenue, aggregation: 'sum' }];
  const p95: StoreMeasure[] = [{ metricId: latency, aggregation: 'percentile', percentile: 95 }];
  return [
    ['sum', { measures: sum }],
    ['sum by day', sumByDay(revenue)],
    ['sum by day and region', { ...sumByDay(revenue), groupBy: ['region'] }],
    ['sum by hour', { measures: sum, buckets: every(HOUR) }],
    [
      'top 3 categories by day, totals',
      { ...sumByDay(revenue), groupBy: ['category'], top: { n: 3, by: 0, other: true }, totals: true },
    ],
    [
      'sum by hour, region and category',
      { measures: sum, buckets: every(HOUR), groupBy: ['region', 'category'], maxRows: 200_000 },
    ],
    ['p95', { measures: p95 }],
    ['p95 by day', { measures: p95, buckets: every(DAY) }],
    ['p95 by hour', { measures: p95, buckets: every(HOUR) }],
    ['p95 by day and region', { measures: p95, buckets: every(DAY), groupBy: ['region'] }],
    ['p95 by region and category', { measures: p95, groupBy: ['region', 'category'] }],
  ];
}

async function compare(database: Database, name: string, plan: StorePlan): Promise<void> {
  const stores = {
    rollups: new PostgresMetricStore(database, { rollupsPay: () => true }),
    points: new PostgresMetricStore(database, { rollupsPay: () => false }),
    chosen: new PostgresMetricStore(database),
  };
  const taken: Record<keyof typeof stores, number[]> = { rollups: [], points: [], chosen: [] };
  let source = '';
  for (let round = 0; round < ROUNDS; round++) {
    for (const [kind, store] of Object.entries(stores) as [keyof typeof stores, PostgresMetricStore][]) {
      const began = performance.now();
      const answer = await store.execute(plan, { timeoutMs: 120_000 });
      // The first round warms up.
      if (round > 0) taken[kind].push(performance.now() - began);
      if (kind === 'chosen') ({ source } = answer);
    }
  }
  const sorted = Object.values(taken).map((list) => list.toSorted((a, b) => a - b));
  const [rollups, points] = sorted.map(([fastest = NaN]) => fastest) as [number, number];
  const figures = sorted.map(([fastest = NaN, ...rest]) => {
    const median = rest[Math.floor(rest.length / 2)] ?? NaN;
    return `${fastest.toFixed(1)} (${median.toFixed(1)})`.padStart(18);
  });
  console.log(
    `${name.padEnd(36)}${figures.join('')}  ${(points / rollups).toFixed(0).padStart(4)}x  ${source}`,
  );
}

void main();
