import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Database } from '@app/database';
import { workload } from '../../scripts/bench/workload';
import { Partitions } from '../../libs/data/src/ingest/partitions';
import { RANGE } from '../../scripts/bench/workload';
import { fillRollups } from '../support/fill-rollups';

const GROUPINGS = [[], ['region'], ['category', 'region']];
const DAY = 86_400_000;

/** Loads the bench's points by COPY and computes the rollups of some metrics. @returns the ids of the metrics by name */
export async function loadPoints(
  database: Database,
  options: { organizationId: string; points: number; rolled: readonly string[] },
): Promise<Map<string, number>> {
  const { organizationId, points, rolled } = options;
  const partitions = new Partitions(database);
  const times: number[] = [];
  for (let at = Date.parse(RANGE.from); at < Date.parse(RANGE.to); at += DAY) times.push(at);
  await partitions.create(await partitions.missing(times));
  const metrics = new Map<string, number>();
  const series = new Map<string, number>();
  const definitions: { id: number; metricId: number; dims: string }[] = [];
  function* lines(): Generator<string> {
    let chunk: string[] = [];
    for (const { metric, value, timestamp, dimensions } of workload(points)) {
      const metricId = metrics.get(metric) ?? metrics.set(metric, metrics.size + 1).size;
      const dims = JSON.stringify(dimensions);
      const key = `${metricId} ${dims}`;
      let id = series.get(key);
      if (id === undefined) {
        id = series.size + 1;
        series.set(key, id);
        definitions.push({ id, metricId, dims });
      }
      chunk.push(`${id}\t${timestamp}\t${randomUUID()}\t${value}\n`);
      if (chunk.length === 10_000) {
        yield chunk.join('');
        chunk = [];
      }
    }
    yield chunk.join('');
  }
  const client = await database.pool.connect();
  try {
    await pipeline(Readable.from(lines()), client.query(copyFrom('COPY metrics.points FROM STDIN')));
  } finally {
    client.release();
  }
  await database.query(
    `INSERT INTO metrics.metric (id, organization_id, name, dimensions) OVERRIDING SYSTEM VALUE
     SELECT id, $1, name, '{category,product,region}' FROM unnest($2::int[], $3::text[]) m (id, name)`,
    [organizationId, [...metrics.values()], [...metrics.keys()]],
  );
  await database.query(
    `INSERT INTO metrics.series (id, metric_id, dims, hash) OVERRIDING SYSTEM VALUE
     SELECT id, metric_id, dims, decode(hash, 'hex') FROM unnest($1::bigint[], $2::int[], $3::jsonb[], $4::text[]) s (id, metric_id, dims, hash)`,
    [
      definitions.map(({ id }) => id),
      definitions.map(({ metricId }) => metricId),
      definitions.map(({ dims }) => dims),
      definitions.map(({ dims }) => createHash('sha256').update(dims).digest('hex')),
    ],
  );
  await database.query('VACUUM ANALYZE');
  for (const name of rolled)
    await fillRollups(database, { metricId: metrics.get(name) as number, groupings: GROUPINGS });
  await database.query('VACUUM ANALYZE');
  return metrics;
}
