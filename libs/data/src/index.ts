export { Catalog } from './catalog/catalog';
export { CatalogEntries, type CatalogEntry, type CatalogEntryChange } from './catalog/catalog-entries';
export type { CatalogMetric } from './catalog/catalog-metric';
export { DataApiModule } from './data-api.module';
export { DataModule } from './data.module';
export { DataWorkerModule } from './data-worker.module';
export { changedDays } from './ingest/changed-days';
export { Semaphore } from './ingest/semaphore';
export { INGEST_LIMITS, type IngestLimits } from './ingest/ingest-limits';
export { IngestService } from './ingest/ingest.service';
export type { IngestResult, PointInput } from './ingest/point-input';
export { validatePoints } from './ingest/validate-points';
export { assertExpression, evaluate, ExpressionError, readTime } from '@app/sources';
export { type MappedDelivery, type MappedPayload, mapPayload } from './mapping/map-payload';
export type { Mapping, Picked, PickedTime, Rule } from './mapping/mapping';
export { parseMapping } from './mapping/parse-mapping';
export { readPayload } from './mapping/read-payload';
export type {
  Aggregation,
  Cell,
  Column,
  Comparison,
  DimensionFilter,
  Fill,
  Filter,
  Having,
  Interval,
  MeasureSpec,
  MetricQuery,
  Operator,
  OrderBy,
  QueryAnswer,
  QueryData,
  QueryMeta,
  TimeRange,
  Top,
} from './query/metric-query';
export { columnsOf } from './query/answer/columns-of';
export { type Representation, REPRESENTATIONS } from './query/answer/representation';
export { type DataPipeline, type Transformation } from './query/data-pipeline';
export { AGGREGATIONS, INTERVALS, OPERATORS } from './query/metric-query';
export { hashOf } from './query/hash-of';
export { parseMetricQuery, readMetricQuery } from './query/parsing/parse-metric-query';
export { parameterOf, type Parameters, readParameters } from './query/parsing/parse-parameters';
export { QueryErrors } from './query/parsing/query-errors';
export { QUERY_LIMITS, type QueryLimits } from './query/query-limits';
export { type Freshness, QueryPipeline, type RunOptions } from './query/query-pipeline';
export { weakEtag } from './query/answer/serialize-answer';
export { ApiCachedAnswer } from './query/api-cached-answer';
export { cacheKey, currentMs, queryDays } from './query/cache-key';
export type { ValidQuery } from './query/valid-query';
export { clientSignal } from './query/client-signal';
export { QueryAnswerDto, QueryDataDto, QueryMetaDto } from './query/query-answer.dto';
export { MetricQueryDto } from './query/metric-query.dto';
export { SelfOrganization } from './self/self-organization';
export { SelfPublisher } from './self/self-publisher';
export { SelfTelemetryModule } from './self/self-telemetry.module';
export type { MetricSource } from './pushdown/metric-source';
export { SourceConnectors } from './pushdown/source-connectors';
export type { ExplainedPart, StoreExplanation } from './store/explain/store-explanation';
export { type RollupLag, rollupLag } from './rollup/rollup-lag';
export { AnswerStreams, type AnswerSource, type RowsRead } from './stream/answer-streams';
export {
  MetricStore,
  type StoreAggregation,
  type StoreAnswer,
  type StoreMeasure,
  type StoreOptions,
  type StorePlan,
  type StoreRange,
  type StoreRow,
} from './store/metric-store';
export { bucketBoundaries, resolveTimeRange, type ResolvedRange, startOfBucket } from './time/time-range';
