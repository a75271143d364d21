import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BenchRow, judged, written } from './measure';
import type { BenchServices } from './services';
import { METRICS, RANGE } from './workload';

const SAMPLE_MS = 20;

interface Exported {
  seconds: number;
  rows: number;
  /** By how much the worker's memory grew at most, in MiB. */
  grown: number;
}

/** Points of one metric after another as files, against COPY TO of the same points in the same order. */
export async function* exportRows(services: BenchServices, quick: boolean): AsyncGenerator<BenchRow> {
  // Eight metrics of 5,000,000 points: two of them are more than a million.
  const metrics = METRICS.slice(0, 2);
  const copied = await copy(services.databaseUrl, metrics);
  // The first file loads and compiles what all need.
  await exported(services, 'csv', METRICS.slice(2, 3));
  const csv = await exported(services, 'csv', metrics);
  const [ours, peer] = [csv.rows / csv.seconds, copied.rows / copied.seconds];
  yield {
    name: `export of ${written(csv.rows)} points as CSV, from the request to the file, against COPY TO`,
    ours: `${written(Math.round(ours))} rows/s`,
    peer: `${written(Math.round(peer))} rows/s`,
    ...judged(ours / peer, { atLeast: 0.3, unit: 'x' }),
  };
  yield memory(`the worker's memory grows by, meanwhile`, csv, 100);
  const xlsx = await exported(services, 'xlsx', METRICS.slice(0, 1), quick ? 0.9 : 0.32);
  yield memory(`the worker's memory grows by for a spreadsheet of ${written(xlsx.rows)} rows`, xlsx, 200);
}

function memory(name: string, { grown, seconds }: Exported, atMost: number): BenchRow {
  return { name, ours: `${written(seconds)} s`, peer: '', ...judged(grown, { atMost, unit: 'MiB' }) };
}

/** @param part of the range, from its beginning */
async function exported(
  services: BenchServices,
  format: string,
  metrics: readonly string[],
  part = 1,
): Promise<Exported> {
  const [from, end] = [Date.parse(RANGE.from), Date.parse(RANGE.to)];
  const timeRange = { from: RANGE.from, to: new Date(from + (end - from) * part).toISOString() };
  const before = services.workerMemory();
  const began = performance.now();
  const { id } = (await services.request('POST', '/api/v1/exports/query', {
    query: { metrics, timeRange },
    rows: 'points',
    format,
  })) as { id: string };
  for (let most = before; ; await sleep(SAMPLE_MS)) {
    most = Math.max(most, services.workerMemory());
    const found = (await services.request('GET', `/api/v1/exports/${id}/status`)) as Record<string, unknown>;
    if (found.status === 'queued' || found.status === 'running') continue;
    if (found.status !== 'ready')
      throw new Error(`the export ${String(found.status)}: ${String(found.error)}`);
    return { seconds: (performance.now() - began) / 1_000, rows: Number(found.rows), grown: most - before };
  }
}

async function copy(url: string, metrics: readonly string[]): Promise<{ seconds: number; rows: number }> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const names = metrics.map((name) => `'${name}'`).join(', ');
    const began = performance.now();
    const stream = client.query(
      copyTo(`COPY (SELECT p.ts, m.name, s.dims ->> 'category', s.dims ->> 'product', s.dims ->> 'region', p.value
        FROM metrics.points p JOIN metrics.series s ON s.id = p.series_id JOIN metrics.metric m ON m.id = s.metric_id
        WHERE m.name IN (${names}) AND p.ts >= '${RANGE.from}' AND p.ts < '${RANGE.to}' ORDER BY p.ts, p.series_id) TO STDOUT (FORMAT csv)`),
    );
    await finished(stream.resume());
    return { seconds: (performance.now() - began) / 1_000, rows: stream.rowCount ?? 0 };
  } finally {
    await client.end();
  }
}
