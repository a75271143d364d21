import { Injectable } from '@nestjs/common';
import { Database, Outbox } from '@app/database';
import { Catalog } from '../catalog/catalog';
import { BoundedMap } from './bounded-map';
import { INGEST_LIMITS } from './ingest-limits';
import { registerSeries, type WantedSeries } from './register-series';
import type { ValidPoint } from './valid-point';

/** Ids of the metrics and series of a batch's points, by the points' index. */
export interface ResolvedSeries {
  seriesIds: number[];
  metricIds: number[];
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
    private readonly catalog: Catalog,
  ) {}

  /** @throws AppError 429 SERIES_LIMIT when a metric would get too many series; then nothing is created */
  async resolve(organizationId: string, points: readonly ValidPoint[]): Promise<ResolvedSeries> {
    const metrics = new Map<string, number>();
    const series = new Map<string, number>();
    const unknown = new Map<string, WantedSeries>();
    for (const { metric, dims } of points) {
      const key = seriesKey(metric, dims);
      if (series.has(key) || unknown.has(key)) continue;
      const metricId = metrics.get(metric) ?? this.metrics.get(`${organizationId} ${metric}`);
      const id = metricId === undefined ? undefined : this.series.get(`${metricId} ${dims}`);
      if (metricId !== undefined) metrics.set(metric, metricId);
      if (id === undefined) unknown.set(key, { metric, dims });
      else series.set(key, id);
    }
    if (unknown.size > 0) await this.register(organizationId, [...unknown.values()], metrics, series);
    return {
      seriesIds: points.map(({ metric, dims }) => series.get(seriesKey(metric, dims)) as number),
      metricIds: points.map(({ metric }) => metrics.get(metric) as number),
    };
  }

  /** Forgets every id: a metric that the cache knows is gone from the database. */
  forgetAll(): void {
    this.metrics.clear();
    this.series.clear();
  }

  private async register(
    organizationId: string,
    wanted: WantedSeries[],
    metrics: Map<string, number>,
    series: Map<string, number>,
  ): Promise<void> {
    const registered = await this.database.transaction((tx) =>
      registerSeries(tx, this.outbox, { organizationId, wanted, maxSeries: INGEST_LIMITS.seriesPerMetric }),
    );
    for (const { metric, dims, metricId, seriesId } of registered.series) {
      metrics.set(metric, metricId);
      series.set(seriesKey(metric, dims), seriesId);
      this.metrics.set(`${organizationId} ${metric}`, metricId);
      this.series.set(`${metricId} ${dims}`, seriesId);
    }
    if (registered.changed) this.catalog.forget(organizationId);
  }
}

/** Names of metrics have no space, so that no two pairs share a key. */
function seriesKey(metric: string, dims: string): string {
  return `${metric} ${dims}`;
}
