import type { StoreMeasure, StorePlan } from '@app/data';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import * as fc from 'fast-check';
import { expectSame } from './metric-store.compare';
import { type OraclePoint, oracleAnswer } from './metric-store.oracle';
import { RANGE, type TestPlan, testPlans, testPoints } from './metric-store.plans';

const HOUR = 3_600_000;

let instance: DuckDBInstance;
let duck: DuckDBConnection;

beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  duck = await instance.connect();
});

afterAll(() => {
  duck.closeSync();
  instance.closeSync();
});

/** What the oracle says of filters, ranks and earlier ranges is plain; what it computes is held against DuckDB. */
type Plain = Omit<TestPlan, 'where' | 'top' | 'previous' | 'totals' | 'now'>;

async function load(points: readonly OraclePoint[]): Promise<void> {
  await duck.run(
    'CREATE OR REPLACE TABLE point (metric INT, ms BIGINT, value DOUBLE, dims MAP(VARCHAR, VARCHAR))',
  );
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const rows = points.map(({ metricId, at, value, dims }) => {
    const entries = Object.entries(dims).map(([key, own]) => `${text(key)}: ${text(own)}`);
    return `(${metricId}, ${at}, '${value}'::DOUBLE, MAP {${entries.join(', ')}})`;
  });
  if (rows.length > 0) await duck.run(`INSERT INTO point VALUES ${rows.join(', ')}`);
}

function aggregateSql({ aggregation, percentile = 50, dimension = '' }: StoreMeasure): string {
  if (aggregation === 'countDistinct') return `count(DISTINCT dims['${dimension}'])`;
  if (aggregation === 'percentile') return `quantile_cont(value, ${percentile / 100})`;
  if (aggregation === 'last') return 'arg_max(value, {a: ms, v: value})';
  if (aggregation === 'count') return 'count(*)';
  return `${aggregation === 'rate' ? 'sum' : aggregation}(value)`;
}

async function rowsOf({ from, to, buckets, groupBy, measures }: Plain): Promise<Answer['rows']> {
  const bucket = buckets ? `len(list_filter([${buckets.join(', ')}], lambda start: start <= ms)) - 1` : '0';
  const groups = groupBy.map((name, index) => `dims['${name}'] AS g${index}`);
  const values = measures.map(
    (measure, index) => `${aggregateSql(measure)} FILTER (WHERE metric = ${measure.metricId}) AS v${index}`,
  );
  const wanted = [...new Set(measures.map(({ metricId }) => metricId))].join(', ');
  const reader = await duck.runAndReadAll(
    `SELECT ${[`${bucket} AS bucket`, ...groups].join(', ')}, ${values.join(', ')} FROM point
     WHERE ms >= ${from} AND ms < ${to} AND metric IN (${wanted}) GROUP BY ALL HAVING count(*) > 0`,
  );
  return reader.getRows().map((row) => {
    const index = Number(row[0]);
    const start = Math.max(from, buckets?.[index] ?? from);
    const end = Math.min(to, buckets?.[index + 1] ?? to);
    return {
      bucket: index,
      groups: row.slice(1, 1 + groupBy.length) as (string | null)[],
      values: measures.map(({ aggregation }, at) => {
        const value = row[1 + groupBy.length + at] ?? null;
        if (value === null) return null;
        return aggregation === 'rate' ? Number(value) / ((end - start) / 1_000) : Number(value);
      }),
    };
  });
}

interface Answer {
  rows: { bucket: number; groups: (string | null)[]; values: (number | null)[] }[];
}

describe('The oracle of the metric stores', () => {
  it('computes what DuckDB computes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(testPoints({ from: RANGE.from - HOUR, to: RANGE.to + HOUR }), { maxLength: 80 }),
        fc.array(testPlans(fc.constant(RANGE)), { minLength: 5, maxLength: 5 }),
        async (random, plans) => {
          const points = random.map(({ metric, ...rest }) => ({ ...rest, metricId: metric }));
          await load(points);
          for (const { from, to, buckets, groupBy, measures } of plans) {
            const plain: Plain = { from, to, groupBy, measures, ...(buckets && { buckets }) };
            const plan: StorePlan = { ...plain, where: [], organizationId: '', maxRows: 50_000 };
            const answer = { rows: await rowsOf(plain), approximate: false };
            expectSame(answer, oracleAnswer(points, plan, answer));
          }
        },
      ),
      { numRuns: 40 },
    );
  }, 60_000);
});
