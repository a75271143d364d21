import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { EmbeddedPostgres, migrate } from '@app/database';
import { readIngestBody } from '../../libs/data/src/ingest/read-ingest-body';
import { type IngestProcess, anIngestProcess, anOrganization } from '../support/ingest-process';
import { from as copyFrom } from 'pg-copy-streams';
import type { PointInput } from '@app/data';

/** Rows per second of ingest and of its peers, measured in one run on one database. */
interface IngestThroughput {
  /** COPY in batches of 1,000 into a table with the same primary key: no validation, no marks, no events. */
  copyRowsPerSecond: number;
  /** JSON text of 1,000 points → parsed, validated, stored, acknowledged. */
  batchRowsPerSecond: number;
  /** One INSERT per point, each its own transaction, at the same concurrency. */
  singleInsertsPerSecond: number;
  /** One point per request through the same path, but each in an ingest transaction of its own. */
  singleTransactionsPerSecond: number;
  /** One point per request through IngestService. */
  singlePointsPerSecond: number;
}

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);
const SERIES = 200;

/** How fast points come in without HTTP, beside what limits that: `node test/load/run.mjs ingest-throughput`. */
async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(tmpdir(), 'vitrine-load-'));
  const postgres = await EmbeddedPostgres.start({ dir });
  try {
    await migrate({ url: postgres.url });
    for (const [name, rate] of Object.entries(await measureIngest(postgres.url)))
      process.stdout.write(`${name}: ${Math.round(rate as number)}\n`);
  } finally {
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Measures on an empty, migrated database. */
async function measureIngest(
  databaseUrl: string,
  options: { batches?: number; singles?: number; concurrency?: number } = {},
): Promise<IngestThroughput> {
  const { batches = 200, singles = 10_000, concurrency = 32 } = options;
  const node = anIngestProcess(databaseUrl);
  try {
    const principal = await anOrganization(node.database);
    const bodies = Array.from({ length: batches }, (_, batch) =>
      JSON.stringify({ points: batchOf(batch, 1_000) }),
    );
    const copyRowsPerSecond = (batches * 1_000) / (await seconds(() => copyAll(node, batches)));
    // The first batch makes series and partition, as the COPY table was made before its clock started.
    await node.ingest.ingest(principal, batchOf(batches, SERIES));
    const batchRowsPerSecond =
      (batches * 1_000) /
      (await seconds(() =>
        parallel(bodies, 4, async (body) => {
          const { points } = readIngestBody('application/json', JSON.parse(body));
          await node.ingest.ingest(principal, points as PointInput[]);
        }),
      ));
    const points = batchOf(batches + 1, singles);
    await createPlainTable(node, 'plain_single');
    const singleInsertsPerSecond =
      singles /
      (await seconds(() =>
        parallel(points, concurrency, async (point, index) => {
          await node.database.query('INSERT INTO plain_single VALUES ($1, $2, gen_random_uuid(), $3)', [
            index % SERIES,
            point.timestamp,
            point.value,
          ]);
        }),
      ));
    const alone = anIngestProcess(databaseUrl);
    const singleTransactionsPerSecond =
      singles /
      (await seconds(() =>
        parallel(points, concurrency, async ({ metric, value, timestamp = '', dimensions }) => {
          const point = {
            metric,
            value,
            at: Date.parse(timestamp),
            eventId: crypto.randomUUID(),
            dims: JSON.stringify({ category: dimensions?.category, region: dimensions?.region }),
          };
          const ids = await alone.registry.resolve(principal.organizationId, [point]);
          await alone.writer.write([{ organizationId: principal.organizationId, points: [point], ...ids }]);
        }),
      ));
    await alone.close();
    const singlePointsPerSecond =
      singles /
      (await seconds(() =>
        parallel(points, concurrency, async (point) => {
          await node.ingest.ingest(principal, [point]);
        }),
      ));
    return {
      copyRowsPerSecond,
      batchRowsPerSecond,
      singleInsertsPerSecond,
      singleTransactionsPerSecond,
      singlePointsPerSecond,
    };
  } finally {
    await node.close();
  }
}

function batchOf(batch: number, size: number): PointInput[] {
  return Array.from({ length: size }, (_, index) => ({
    metric: 'load.value',
    value: Math.round(Math.sin(index) * 1e6) / 1e3,
    timestamp: new Date(START + (batch % 40_000) * MINUTE_MS + (index % 60) * 1_000).toISOString(),
    dimensions: {
      region: `region-${index % 10}`,
      category: `category-${Math.floor(index / 10) % (SERIES / 10)}`,
    },
  }));
}

async function createPlainTable(node: IngestProcess, name: string): Promise<void> {
  await node.database.query(`
    CREATE TABLE ${name} (series_id bigint, ts timestamptz(3), event_id uuid, value float8,
      PRIMARY KEY (series_id, ts, event_id) INCLUDE (value))`);
}

async function copyAll(node: IngestProcess, batches: number): Promise<void> {
  await createPlainTable(node, 'plain_copy');
  await parallel(
    Array.from({ length: batches }, (_, batch) => batch),
    4,
    async (batch) => {
      const rows = batchOf(batch, 1_000).map(
        ({ timestamp, value }, index) =>
          `${index % SERIES}\t${timestamp}\t${crypto.randomUUID()}\t${value}\n`,
      );
      const client = await node.database.pool.connect();
      try {
        const stream = client.query(copyFrom('COPY plain_copy FROM STDIN'));
        stream.end(rows.join(''));
        await once(stream, 'finish');
      } finally {
        client.release();
      }
    },
  );
}

async function parallel<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < items.length) {
        const index = next++;
        await work(items[index] as T, index);
      }
    }),
  );
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e9;
}

void main();
