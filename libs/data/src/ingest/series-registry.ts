import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Database, Outbox, OutboxWake } from '@app/database';
import { AppConfig, AppError } from '@app/platform';
import { Catalog } from '../catalog/catalog';
import { BoundedMap } from './bounded-map';
import { INGEST_LIMITS } from './ingest-limits';
import { MetricLimitError } from './metric-room';
import { registerSeries, type WantedSeries } from './register-series';
import type { ValidPoint } from './valid-point';

const FOREIGN_KEY_VIOLATION = '23503';

/** Ids of the metrics and series of a batch's points, by the points' index. */
export interface ResolvedSeries {
  seriesIds: number[];
  metricIds: number[];
}

/** What is known of one metric of a batch: its id, and that of each series by its dimensions. */
interface BatchMetric {
  id: number | undefined;
  series: Map<string, number | undefined>;
}

/**
 * Ids of metrics and series. What is new is created and committed in a transaction of its own, and an id enters the
 * cache only after that commit: neither a rollback here nor one of the ingest transaction leaves a wrong id behind.
 */
@Injectable()
export class SeriesRegistry {
  private readonly metrics = new BoundedMap<string, number>(INGEST_LIMITS.cachedMetrics);
  private readonly series = new BoundedMap<string, number>(INGEST_LIMITS.cachedSeries);

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly catalog: Catalog,
    private readonly cache: Cache,
    private readonly config: AppConfig,
  ) {}

  /**
   * @throws AppError 429 SERIES_LIMIT when a metric would get too many series, MetricLimitError when the organization would get too many
   *   metrics, 404 when it is gone; then nothing is created
   */
  async resolve(organizationId: string, points: readonly ValidPoint[]): Promise<ResolvedSeries> {
    const batch = new Map<string, BatchMetric>();
    const wanted: WantedSeries[] = [];
    for (const { metric, dims } of points) {
      const own = batch.get(metric) ?? this.begin(batch, organizationId, metric);
      if (own.series.has(dims)) continue;
      const id = own.id === undefined ? undefined : this.series.get(`${own.id} ${dims}`);
      own.series.set(dims, id);
      if (id === undefined) wanted.push({ metric, dims });
    }
    if (wanted.length > 0)
      await this.register(organizationId, wanted, batch).catch((error: unknown) => {
        throw error instanceof MetricLimitError ? error.of(points) : error;
      });
    const seriesIds: number[] = [];
    const metricIds: number[] = [];
    for (const { metric, dims } of points) {
      const { id, series } = batch.get(metric) as BatchMetric;
      seriesIds.push(series.get(dims) as number);
      metricIds.push(id as number);
    }
    return { seriesIds, metricIds };
  }

  /** Forgets every id: a metric that the cache knows is gone from the database. */
  forgetAll(): void {
    this.metrics.clear();
    this.series.clear();
  }

  private begin(batch: Map<string, BatchMetric>, organizationId: string, metric: string): BatchMetric {
    const own = {
      id: this.metrics.get(`${organizationId} ${metric}`),
      series: new Map<string, number | undefined>(),
    };
    batch.set(metric, own);
    return own;
  }

  private async register(
    organizationId: string,
    wanted: WantedSeries[],
    batch: Map<string, BatchMetric>,
  ): Promise<void> {
    const request = {
      organizationId,
      wanted,
      maxSeries: INGEST_LIMITS.seriesPerMetric,
      maxMetrics: this.config.metricsPerOrganization,
    };
    const registered = await this.database
      .transaction((tx) => registerSeries(tx, this.outbox, request))
      .catch((error: { code?: string }) => {
        // A credential is believed for a moment after its organization was deleted.
        if (error.code === FOREIGN_KEY_VIOLATION) throw AppError.notFound('organization', organizationId);
        throw error;
      });
    for (const { metric, dims, metricId, seriesId } of registered.series) {
      const own = batch.get(metric) as BatchMetric;
      own.id = metricId;
      own.series.set(dims, seriesId);
      this.metrics.set(`${organizationId} ${metric}`, metricId);
      this.series.set(`${metricId} ${dims}`, seriesId);
    }
    if (!registered.changed) return;
    this.catalog.forget(organizationId);
    this.wake.poke();
    await this.cache.invalidateTags([`catalog:${organizationId}`]);
  }
}
