import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type BenchRow, judged, timed, written } from './measure';
import type { BenchServices } from './services';
import { type BenchPoint, batches, everySeries, workload } from './workload';

const BATCH = 1_000;
const BATCH_CONCURRENCY = 4;
const SINGLE_CONCURRENCY = 32;
const PLAIN_TABLE = `
  CREATE TABLE IF NOT EXISTS bench_plain (
    series_id bigint NOT NULL, ts timestamptz(3) NOT NULL, event_id uuid NOT NULL DEFAULT gen_random_uuid(), value float8 NOT NULL,
    PRIMARY KEY (series_id, ts, event_id) INCLUDE (value)
  )`;

/** What it takes to meet series for the first time, so that the next row is about points alone. */
export async function newSeries(services: BenchServices): Promise<BenchRow> {
  let series = 0;
  const seconds = await timed(
    1,
    (function* () {
      for (const batch of batches(everySeries(), BATCH)) {
        series += batch.length;
        yield () => services.request('POST', '/api/v1/data/points', { points: batch });
      }
    })(),
  );
  return {
    name: 'first points of new series over HTTP, batches of 1,000',
    ours: `${written(Math.round(series / seconds))} series/s`,
    peer: '',
    ...judged(seconds, { unit: 's' }),
  };
}

/** Stores the whole workload over HTTP in batches of 1,000 and compares with COPY into a table with the same primary key. */
export async function batchIngest(
  services: BenchServices,
  points: number,
  progress: (done: number) => void,
): Promise<BenchRow> {
  const copySeconds = await copy(services.databaseUrl, Math.min(points, 500_000));
  const copyRate = Math.min(points, 500_000) / copySeconds;
  let done = 0;
  const seconds = await timed(
    BATCH_CONCURRENCY,
    (function* () {
      for (const batch of batches(workload(points), BATCH)) {
        yield async () => {
          await services.request('POST', '/api/v1/data/points', { points: batch });
          progress((done += batch.length));
        };
      }
    })(),
  );
  const rate = points / seconds;
  return {
    name: 'ingest over HTTP, batches of 1,000, validated / indexed COPY',
    ours: `${perSecond(rate)} rows/s`,
    peer: `${perSecond(copyRate)} rows/s`,
    ...judged(rate / copyRate, { atLeast: 0.4, unit: 'x' }),
  };
}

/**
 * One point per request against one INSERT per point, at the same concurrency: through `pg`, and through a bare Fastify
 * handler, which is what a service without Vitrine would be at least.
 */
export async function singleIngest(services: BenchServices, points: number): Promise<BenchRow[]> {
  const pool = new Pool({ connectionString: services.databaseUrl, max: 10 });
  await pool.query(PLAIN_TABLE);
  const sample = [...workload(points)];
  const plain = await timed(
    SINGLE_CONCURRENCY,
    sample.map((point, i) => () => insert(pool, i, point)).values(),
  );
  await pool.end();
  const ours = await timed(
    SINGLE_CONCURRENCY,
    sample
      .map((point) => () => services.request('POST', '/api/v1/data/points', { points: [point] }))
      .values(),
  );
  const handled = await byHandler(services, sample);
  const row = { ours: `${perSecond(points / ours)} points/s` };
  const title = `single points over HTTP, ${SINGLE_CONCURRENCY} at once`;
  return [
    {
      ...row,
      name: `${title} / one INSERT each`,
      peer: `${perSecond(points / plain)} rows/s`,
      ...judged(plain / ours, { atLeast: 4, unit: 'x' }),
    },
    {
      ...row,
      name: `${title} / a bare Fastify handler with one INSERT each`,
      peer: `${perSecond(points / handled)} rows/s`,
      ...judged(handled / ours, { unit: 'x' }),
    },
  ];
}

/** @returns seconds that a bare handler takes for the sample, one INSERT each */
async function byHandler(services: BenchServices, sample: BenchPoint[]): Promise<number> {
  const handler = fork(join(__dirname, 'insert-handler.js'));
  try {
    handler.send(services.databaseUrl);
    const [url] = (await once(handler, 'message')) as [string];
    return await timed(
      SINGLE_CONCURRENCY,
      sample.map((point, series) => () => services.request('POST', `${url}/`, { ...point, series })).values(),
    );
  } finally {
    handler.kill();
  }
}

async function copy(url: string, points: number): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(PLAIN_TABLE);
    const series = new Map<string, number>();
    const chunks: string[] = [];
    for (const batch of batches(workload(points), BATCH))
      chunks.push(batch.map((point) => copyLine(series, point)).join(''));
    const began = performance.now();
    for (const chunk of chunks) {
      const stream = client.query(copyFrom('COPY bench_plain (series_id, ts, value) FROM STDIN'));
      stream.end(chunk);
      await once(stream, 'finish');
    }
    return (performance.now() - began) / 1_000;
  } finally {
    await client.query('DROP TABLE IF EXISTS bench_plain');
    await client.end();
  }
}

function copyLine(series: Map<string, number>, point: BenchPoint): string {
  const key = `${point.metric}\0${Object.values(point.dimensions).join('\0')}`;
  let id = series.get(key);
  if (id === undefined) series.set(key, (id = series.size + 1));
  return `${id}\t${point.timestamp}\t${point.value}\n`;
}

async function insert(pool: Pool, series: number, point: BenchPoint): Promise<void> {
  await pool.query('INSERT INTO bench_plain (series_id, ts, value) VALUES ($1, $2, $3)', [
    series,
    point.timestamp,
    point.value,
  ]);
}

function perSecond(rate: number): string {
  return written(Math.round(rate));
}
