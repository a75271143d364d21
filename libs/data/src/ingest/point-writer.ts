import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@app/database';
import { AppError } from '@app/platform';
import type { PoolClient } from 'pg';
import { type ArrangedRows, arrangeRows } from './arrange-rows';
import { insertPoints } from './insert-points';
import type { IngestResult } from './point-input';
import { StaleIdsError } from './stale-ids.error';
import { touchedDays } from './touched-days';
import type { WriteRequest } from './write-request';

/** Ranges of one metric that one event names before it covers the gaps between them too. */
const EVENT_RANGES = 50;

interface MetricFloor {
  id: number;
  name: string;
  /** Milliseconds since 1970; points before it are not kept one by one any more. */
  floor: number;
}

/**
 * The ingest transaction: points, marks of the minutes that changed and the event that tells of it are committed
 * together or not at all.
 */
@Injectable()
export class PointWriter {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Writes several requests in one transaction. A request with points below its metric's floor fails alone.
   * @returns by position, the result of each request or the error that it fails with
   * @throws StaleIdsError when a metric is gone, or what the database throws; then nothing of any request is stored
   */
  async write(requests: readonly WriteRequest[]): Promise<(IngestResult | AppError)[]> {
    const metricIds = [...new Set(requests.flatMap((request) => request.metricIds))].toSorted(
      (a, b) => a - b,
    );
    return this.database.transaction(async (tx) => {
      const metrics = await lockMetrics(tx, metricIds);
      const errors = requests.map((request) => belowFloor(request, metrics));
      const good = requests.filter((_, position) => !errors[position]);
      const rows = arrangeRows(good);
      const stored = good.length > 0 ? await insertPoints(tx, rows, good.length) : [];
      if (stored.some((count) => count > 0)) await this.announce(tx, good, rows, metrics);
      const counts = stored.values();
      return requests.map((request, position) => {
        const error = errors[position];
        if (error) return error;
        const accepted = counts.next().value ?? 0;
        return { accepted, duplicates: request.points.length - accepted };
      });
    });
  }

  private async announce(
    tx: PoolClient,
    requests: readonly WriteRequest[],
    rows: ArrangedRows,
    metrics: Map<number, MetricFloor>,
  ): Promise<void> {
    const organizations = new Map<number, string>();
    for (const { organizationId, metricIds } of requests) {
      for (const id of metricIds) organizations.set(id, organizationId);
    }
    const ranges = touchedDays(rows, EVENT_RANGES);
    const byOrganization = Map.groupBy(ranges, ({ metricId }) => organizations.get(metricId) as string);
    for (const [organizationId, own] of byOrganization) {
      const payload = {
        metrics: own.map((range) => ({
          ...range,
          metric: (metrics.get(range.metricId) as MetricFloor).name,
        })),
      };
      await this.outbox.append(tx, {
        topic: 'points.changed',
        subject: organizationId,
        organizationId,
        payload,
      });
    }
  }
}

/** Two statements in one message: the second one's snapshot is later than the lock. The ids are integers of our own. */
async function lockMetrics(tx: PoolClient, ids: readonly number[]): Promise<Map<number, MetricFloor>> {
  const list = `ARRAY[${ids.map(Number).join(',')}]::int[]`;
  const results = (await tx.query(`
    SELECT pg_advisory_xact_lock_shared(1, id) FROM unnest(${list}) AS m (id);
    SELECT id, name, (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric WHERE id = ANY(${list})
  `)) as unknown as { rows: MetricFloor[] }[];
  const metrics = new Map((results[1]?.rows ?? []).map((row) => [row.id, row]));
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
