export { Catalog } from './catalog/catalog';
export type { CatalogMetric } from './catalog/catalog-metric';
export { DataApiModule } from './data-api.module';
export { DataModule } from './data.module';
export { DataWorkerModule } from './data-worker.module';
export { INGEST_LIMITS, type IngestLimits } from './ingest/ingest-limits';
export { IngestService } from './ingest/ingest.service';
export type { IngestResult, PointInput } from './ingest/point-input';
export type {
  Aggregation,
  Cell,
  Column,
  DimensionFilter,
  Filter,
  Interval,
  MeasureSpec,
  MetricQuery,
  Operator,
  OrderBy,
  QueryAnswer,
  QueryData,
  QueryMeta,
  TimeRange,
} from './query/metric-query';
export { AGGREGATIONS, INTERVALS, OPERATORS } from './query/metric-query';
