import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgres, migrate } from '@app/database';
import { createLogger, SystemClock } from '@app/platform';
import { createCache, InProcessTransport } from '@app/cache';
import { RollupWorker } from '../../libs/data/src/rollup/rollup-worker';
import { anIngestProcess, anOrganization } from '../support/ingest-process';

const DAYS = 90;
const REGIONS = 4;
const CATEGORIES = 10;
const STORES = 5;

/**
 * How long rollups take to catch up with points that are stored already: `node test/load/run.mjs rollup-throughput
 * 1000000 10`. First argument: points, over 90 days and 200 series; second: how many batches touch each minute, which is
 * how many marks it has.
 */
async function main(points: number, marksPerMinute: number): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vitrine-load-'));
  const postgres = await EmbeddedPostgres.start({ dir });
  try {
    await migrate({ url: postgres.url });
    const node = anIngestProcess(postgres.url);
    const principal = await anOrganization(node.database);
    const start = Math.floor(Date.now() / 86_400_000) * 86_400_000 - DAYS * 86_400_000;
    const dimensions = Array.from({ length: REGIONS * CATEGORIES * STORES }, (_, n) => ({
      region: `r${n % REGIONS}`,
      category: `c${Math.floor(n / REGIONS) % CATEGORIES}`,
      store: `s${Math.floor(n / REGIONS / CATEGORIES)}`,
    }));
    await node.ingest.ingest(
      principal,
      dimensions.map((each) => ({
        metric: 'm',
        value: 1,
        timestamp: new Date(start).toISOString(),
        dimensions: each,
      })),
    );
    for (let month = 0; month <= DAYS; month += 28)
      await node.partitions.create(
        await node.partitions.missing([start + month * 86_400_000, start + DAYS * 86_400_000]),
      );
    await node.database.query(
      `WITH s AS (SELECT array_agg(id ORDER BY id) AS ids FROM metrics.series),
       ins AS (INSERT INTO metrics.points
         SELECT ids[1 + n % cardinality(ids)], timestamptz '${new Date(start).toISOString()}' + n * interval '${(DAYS * 86_400_000) / points} milliseconds',
           gen_random_uuid(), 100 * random() FROM s, generate_series(0, ${points} - 1) AS n RETURNING ts)
       INSERT INTO metrics.mark (metric_id, minute)
       SELECT 1, minute FROM (SELECT DISTINCT date_trunc('minute', ts, 'UTC') AS minute FROM ins) AS m, generate_series(1, ${marksPerMinute})`,
    );
    const logger = createLogger({ name: 'worker', level: 'warn' });
    const { cache } = createCache({ memoryBytes: 1_048_576, transport: new InProcessTransport() }, logger);
    const worker = new RollupWorker(node.database, cache, new SystemClock(), logger);
    for (const pass of ['new', 'made anew']) {
      if (pass === 'made anew')
        await node.database.query(
          `INSERT INTO metrics.mark (metric_id, minute) SELECT DISTINCT 1, date_trunc('minute', ts, 'UTC') FROM metrics.points`,
        );
      const seconds = await untilClean(worker);
      process.stdout.write(
        `${pass}: ${points} points in ${seconds.toFixed(1)} s, ${Math.round(points / seconds)} points/s\n`,
      );
    }
    const { rows } = await node.database.query<object>(
      `SELECT (SELECT count(*) FROM metrics.rollup_1m)::int AS minutes, (SELECT count(*) FROM metrics.rollup_1h)::int AS hours,
         (SELECT count(*) FROM metrics.rollup_1d)::int AS days, (SELECT count(*) FROM metrics.mark)::int AS marks,
         (SELECT array_agg(dims::text) FROM metrics.grouping) AS groupings,
         pg_size_pretty(pg_total_relation_size('metrics.rollup_1m')) AS size_1m, pg_size_pretty(sum(pg_total_relation_size(inhrelid))) AS size_points
       FROM pg_inherits`,
    );
    process.stdout.write(`${JSON.stringify(rows[0])}
`);
    await node.close();
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function untilClean(worker: RollupWorker): Promise<number> {
  const began = performance.now();
  for (let marks = 0; ;) {
    const result = await worker.run({ budgetMs: 10_000 });
    marks += result.marks;
    const seconds = (performance.now() - began) / 1_000;
    process.stdout.write(`${seconds.toFixed(1)} s: ${marks} marks\n`);
    if (!result.more) return seconds;
  }
}

void main(Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? 1));
