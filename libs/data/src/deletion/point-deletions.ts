import { Inject, Injectable } from '@nestjs/common';
import { AuditLog, type Principal, systemPrincipal } from '@app/auth';
import { Cache } from '@app/cache';
import { Database, Outbox, OutboxWake } from '@app/database';
import { AppError, LOGGER, newId } from '@app/platform';
import type { Logger } from 'pino';
import { Catalog } from '../catalog/catalog';
import type { CatalogMetric } from '../catalog/catalog-metric';
import { visibleMetric } from '../catalog/visible-metric';
import { changedDays } from '../ingest/changed-days';
import type { Filter } from '../query/metric-query';
import { withPolicy } from '../query/with-policy';
import { deleteBatch, type Deletion } from './delete-batch';
import type { DeletionRequest } from './parse-deletion';

/** Points of one transaction: ingest of the metric waits for it. */
const BATCH = 5_000;

/** Deletes points on request: written down first, with who asked for it, then done by a job in small transactions. */
@Injectable()
export class PointDeletions {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly catalog: Catalog,
    private readonly cache: Cache,
    private readonly audit: AuditLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Takes a deletion on. Only points that the principal's data policy shows will go.
   * @throws AppError 409 CONFLICT for a metric whose points are in a source, 422 UNKNOWN_METRIC, UNKNOWN_DIMENSION, 400 TIMESTAMP_TOO_OLD for a range that begins below the
   *   metric's floor: there are no points to delete there, and rollups cannot be made anew without them
   */
  async request(principal: Principal, request: DeletionRequest): Promise<{ id: string }> {
    const { metric: name, from, to, filters } = request;
    const metric = await visibleMetric(this.catalog, principal, name);
    if (metric.source)
      throw new AppError(
        'CONFLICT',
        `The points of ${JSON.stringify(name)} are rows of a data source; delete them there.`,
      );
    assertDimensions(metric, filters);
    const id = newId();
    await this.database.transaction(async (tx) => {
      const { rows } = await tx.query<{ floor: number }>(
        'SELECT (extract(epoch FROM raw_floor) * 1000)::float8 AS floor FROM metrics.metric WHERE id = $1',
        [metric.id],
      );
      assertAboveFloor(name, from, rows[0]?.floor ?? -Infinity);
      await tx.query(
        `INSERT INTO metrics.deletion (id, organization_id, metric_id, metric, from_ts, to_ts, filters, principal_kind, principal_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          principal.organizationId,
          metric.id,
          name,
          new Date(from).toISOString(),
          new Date(to).toISOString(),
          JSON.stringify(withPolicy(filters, principal)),
          principal.kind,
          principal.id,
        ],
      );
      await this.outbox.append(tx, {
        topic: 'job.requested',
        subject: id,
        organizationId: principal.organizationId,
        payload: { name: 'delete-points', payload: { deletionId: id }, jobId: `deletion-${id}` },
      });
      await this.audit.record(tx, principal, {
        action: 'points.deletion-requested',
        subject: { type: 'metric', id: name },
        detail: { deletionId: id, from: new Date(from), to: new Date(to), filters },
      });
    });
    this.wake.poke();
    return { id };
  }

  /** Carries a deletion out; doing it again finds nothing left. @returns how many points went now */
  async carryOut(id: string, signal?: AbortSignal): Promise<number> {
    const deletion = await this.read(id);
    if (!deletion) return 0;
    let total = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { points, changed } = await this.database.transaction((tx) =>
        deleteBatch(tx, this.outbox, deletion, BATCH),
      );
      if (changed) {
        await this.cache.pointsChanged(changedDays(changed));
        this.wake.poke();
      }
      total += points;
      if (points < BATCH) break;
    }
    await this.database.transaction(async (tx) => {
      await tx.query('UPDATE metrics.deletion SET finished_at = now() WHERE id = $1', [id]);
      await this.audit.record(tx, systemPrincipal('delete-points', deletion.organizationId, []), {
        action: 'points.deleted',
        subject: { type: 'metric', id: deletion.metric },
        detail: { deletionId: id, points: total },
      });
    });
    this.logger.info({ deletionId: id, points: total }, 'points deleted');
    return total;
  }

  private async read(id: string): Promise<Deletion | undefined> {
    const { rows } = await this.database.query<Deletion>(
      `SELECT id, organization_id AS "organizationId", metric_id AS "metricId", metric, filters AS where,
         (extract(epoch FROM from_ts) * 1000)::float8 AS from, (extract(epoch FROM to_ts) * 1000)::float8 AS to
       FROM metrics.deletion WHERE id = $1 AND finished_at IS NULL`,
      [id],
    );
    return rows[0];
  }
}

function assertDimensions(metric: CatalogMetric, filters: readonly Filter[]): void {
  const unknown = dimensionsOf(filters).find((name) => !metric.dimensions.includes(name));
  if (unknown === undefined) return;
  const message = `${JSON.stringify(metric.name)} has no dimension ${JSON.stringify(unknown)}. It has ${metric.dimensions.join(', ') || 'none'}.`;
  throw new AppError('UNKNOWN_DIMENSION', message, { errors: [{ pointer: '/filters', message }] });
}

function dimensionsOf(filters: readonly Filter[]): string[] {
  return filters.flatMap((filter) => {
    if ('or' in filter) return dimensionsOf(filter.or);
    if ('and' in filter) return dimensionsOf(filter.and);
    return [filter.dimension];
  });
}

function assertAboveFloor(metric: string, from: number, floor: number): void {
  if (from >= floor) return;
  const message = `from must not be before ${new Date(floor).toISOString()}, where the stored points of ${metric} begin (given: ${new Date(from).toISOString()})`;
  throw new AppError('TIMESTAMP_TOO_OLD', message, { errors: [{ pointer: '/from', message }] });
}
