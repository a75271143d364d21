import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Database, OutboxWake, rollback } from '@app/database';
import { AppError } from '@app/platform';
import type { PoolClient } from 'pg';
import { arrangeRows } from './arrange-rows';
import { changedDays } from './changed-days';
import { insertPoints } from './insert-points';
import type { IngestResult } from './point-input';
import { type PointsChanged, pointsChanged } from './points-changed';
import { StaleIdsError } from './stale-ids.error';
import type { WriteRequest } from './write-request';

interface MetricFloor {
  id: number;
  name: string;
  /** Milliseconds since 1970; points before it are not kept one by one any more. */
  floor: number;
}

/**
 * What else is written in the transaction of points, right before it commits. It may be called again for the same requests when another
 * transaction was in the way; what it throws undoes all of it.
 * @param results of the requests, by position
 */
export type WrittenBeside = (
  tx: Pick<PoolClient, 'query'>,
  results: readonly (IngestResult | AppError)[],
) => Promise<void>;

/** What a transaction answers to its requests, and the events that it left behind. */
interface Written {
  results: (IngestResult | AppError)[];
  events: PointsChanged[];
}

/**
 * The ingest transaction: points, marks of the minutes that changed and the event that tells of it are committed
 * together or not at all.
 */
@Injectable()
export class PointWriter {
  constructor(
    private readonly database: Database,
    private readonly wake: OutboxWake,
    private readonly cache: Cache,
  ) {}

  /**
   * Writes several requests in one transaction. A request with points below its metric's floor fails alone.
   * @param beside also written, and committed even where no request has points
   * @returns by position, the result of each request or the error that it fails with
   * @throws StaleIdsError when a metric is gone, what the database throws, or `beside`; then nothing of any request is stored
   */
  async write(
    requests: readonly WriteRequest[],
    beside?: WrittenBeside,
  ): Promise<(IngestResult | AppError)[]> {
    const client = await this.database.pool.connect();
    let broken: Error | undefined;
    let written: Written;
    try {
      written = await this.transact(client, requests, beside);
    } catch (error) {
      broken = await rollback(client, error);
      throw error;
    } finally {
      client.release(broken);
    }
    // Duplicates too: who stored the points first may have ended before it could tell anybody.
    await this.cache.pointsChanged(written.events.flatMap(({ payload }) => changedDays(payload)));
    return written.results;
  }

  private async transact(
    client: PoolClient,
    requests: readonly WriteRequest[],
    beside: WrittenBeside | undefined,
  ): Promise<Written> {
    const metrics = await begin(client, requests);
    const errors = requests.map((request) => belowFloor(request, metrics));
    const good = requests.filter((_, position) => !errors[position]);
    if (good.length === 0 && !beside) {
      await client.query('ROLLBACK');
      return { results: errors as AppError[], events: [] };
    }
    const { stored, events } = await store(client, good, metrics);
    const counts = stored.values();
    const results = requests.map((request, position) => {
      const error = errors[position];
      if (error) return error;
      const accepted = counts.next().value ?? 0;
      return { accepted, duplicates: request.points.length - accepted };
    });
    await beside?.(client, results);
    await client.query('COMMIT');
    if (stored.some((count) => count > 0)) this.wake.poke();
    return { results, events };
  }
}

async function store(
  client: PoolClient,
  requests: readonly WriteRequest[],
  metrics: Map<number, MetricFloor>,
): Promise<{ stored: number[]; events: PointsChanged[] }> {
  if (requests.every(({ points }) => points.length === 0))
    return { stored: requests.map(() => 0), events: [] };
  const rows = arrangeRows(requests);
  const names = new Map([...metrics].map(([id, { name }]) => [id, name]));
  const events = pointsChanged(rows, requests, names);
  return { stored: await insertPoints(client, rows, events, requests.length), events };
}

/**
 * Begins the transaction, locks the metrics in order and reads their floors. Several statements in one message, each with
 * a snapshot of its own: that of the floors is later than the lock. The ids are integers of our own.
 */
async function begin(
  client: PoolClient,
  requests: readonly WriteRequest[],
): Promise<Map<number, MetricFloor>> {
  const ids = [...new Set(requests.flatMap(({ metricIds }) => metricIds))].toSorted((a, b) => a - b);
  const list = `ARRAY[${ids.map(Number).join(',')}]::int[]`;
  const results = (await client.query(`
    BEGIN ISOLATION LEVEL READ COMMITTED;
    SELECT pg_advisory_xact_lock_shared(1, id) FROM unnest(${list}) AS m (id);
    SELECT id, name, (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric
      WHERE id = ANY(${list}) AND organization_id IS NOT NULL
  `)) as unknown as { rows: MetricFloor[] }[];
  const metrics = new Map((results[2]?.rows ?? []).map((row) => [row.id, row]));
  if (metrics.size < ids.length) throw new StaleIdsError();
  return metrics;
}

function belowFloor(request: WriteRequest, metrics: Map<number, MetricFloor>): AppError | undefined {
  for (const [index, point] of request.points.entries()) {
    const metric = metrics.get(request.metricIds[index] as number) as MetricFloor;
    if (point.at >= metric.floor) continue;
    const pointer = `/points/${index}/timestamp`;
    const message = `timestamp must not be before ${iso(metric.floor)}, where the stored points of ${metric.name} begin (given: ${iso(point.at)})`;
    return new AppError('TIMESTAMP_TOO_OLD', `Nothing was stored. ${pointer}: ${message}`, {
      errors: [{ pointer, message }],
    });
  }
  return undefined;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
