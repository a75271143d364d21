import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import { removePoints } from '../deletion/remove-points';
import { runUnit } from '../rollup/run-unit';
import { dropPartitions } from './drop-partitions';
import { floorOf, moveFloor } from './move-floor';

const BATCH = 20_000;

export interface RetentionResult {
  /** Metrics whose floor moved. */
  metrics: number;
  points: number;
  partitions: number;
}

interface Kept {
  id: number;
  organizationId: string;
  retentionDays: number;
}

/** Forgets points that are older than their metric keeps them. Their rollups stay. */
@Injectable()
export class Retention {
  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
    private readonly clock: Clock,
  ) {}

  async apply(signal?: AbortSignal): Promise<RetentionResult> {
    const result: RetentionResult = { metrics: 0, points: 0, partitions: 0 };
    const { rows: metrics } = await this.database.query<Kept>(
      `SELECT id, organization_id AS "organizationId", retention_days AS "retentionDays" FROM metrics.metric
       WHERE retention_days IS NOT NULL AND organization_id IS NOT NULL ORDER BY id`,
    );
    const now = this.clock.now().getTime();
    for (const metric of metrics) {
      signal?.throwIfAborted();
      if (await this.raise(metric, floorOf(metric.retentionDays, now))) result.metrics += 1;
    }
    // First whole partitions, which costs nothing, then what shares a partition with points that stay.
    if (metrics.length > 0) result.partitions = (await dropPartitions(this.database)).length;
    for (const { id } of metrics) result.points += await this.remove(id, signal);
    return result;
  }

  private async raise({ id, organizationId }: Kept, floor: number): Promise<boolean> {
    const { rows } = await this.database.query(
      'SELECT FROM metrics.metric WHERE id = $1 AND raw_floor < $2',
      [id, new Date(floor).toISOString()],
    );
    if (rows.length === 0) return false;
    // Most of the work before the lock, so that ingest hardly waits.
    const deferred = { from: floor, to: Infinity };
    for (;;) {
      const unit = await runUnit(this.database, id, { marks: 5_000, days: 64, first: 'oldest', deferred });
      if (unit.state !== 'done') break;
    }
    const moved = await this.database.transaction((tx) => moveFloor(tx, id, floor));
    if (moved) await this.cache.invalidateTags([`catalog:${organizationId}`]);
    return moved;
  }

  /** Below the floor nobody reads points any more. */
  private async remove(metricId: number, signal?: AbortSignal): Promise<number> {
    const { rows } = await this.database.query<{ floor: number }>(
      'SELECT (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric WHERE id = $1',
      [metricId],
    );
    const to = rows[0]?.floor ?? -Infinity;
    let total = 0;
    for (;;) {
      signal?.throwIfAborted();
      const days = await this.database.transaction((tx) =>
        removePoints(tx, { metricId, from: -Infinity, to, where: [], limit: BATCH, mark: false }),
      );
      const points = days.reduce((sum, day) => sum + day.points, 0);
      total += points;
      if (points < BATCH) break;
    }
    return total;
  }
}
