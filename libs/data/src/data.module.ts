import { Module } from '@nestjs/common';
import { AuditModule } from '@app/auth';
import { Database } from '@app/database';
import { SourcesModule } from '@app/sources';
import { Catalog } from './catalog/catalog';
import { CatalogEntries } from './catalog/catalog-entries';
import { MappedValues } from './catalog/mapped-values';
import { PointDeletions } from './deletion/point-deletions';
import { IngestService } from './ingest/ingest.service';
import { Partitions } from './ingest/partitions';
import { PointWriter } from './ingest/point-writer';
import { RecordIngest } from './ingest/record-ingest';
import { SeriesRegistry } from './ingest/series-registry';
import { ShapePlans } from './optimizer/review/shape-plans';
import { ShapeFlusher } from './optimizer/shapes/shape-flusher';
import { ShapeRecorder } from './optimizer/shapes/shape-recorder';
import { ShapeStore } from './optimizer/shapes/shape-store';
import { ParameterQueries } from './query/parameter-queries';
import { QueryPipeline } from './query/query-pipeline';
import { MetricSourceCheck } from './pushdown/check-metric-source';
import { ManagedSourceConnectors } from './pushdown/managed-source-connectors';
import { MappingHealth } from './pushdown/mapping-health';
import { RoutedMetricStore } from './pushdown/routing/routed-metric-store';
import { SourceConnectors } from './pushdown/source-connectors';
import { SourceMetricStore } from './pushdown/source-metric-store';
import { MetricStore } from './store/metric-store';
import { PostgresMetricStore } from './store/postgres-metric-store';
import { AnswerStreams } from './stream/answer-streams';
import { QueryTurns } from './turns/query-turns';

/** Metric catalogue, ingest of points and metric queries. */
@Module({
  imports: [AuditModule, SourcesModule],
  providers: [
    Catalog,
    CatalogEntries,
    IngestService,
    MappedValues,
    MappingHealth,
    MetricSourceCheck,
    ParameterQueries,
    Partitions,
    PointDeletions,
    PointWriter,
    QueryPipeline,
    QueryTurns,
    RecordIngest,
    SeriesRegistry,
    ShapeFlusher,
    ShapePlans,
    ShapeRecorder,
    ShapeStore,
    AnswerStreams,
    { provide: SourceConnectors, useClass: ManagedSourceConnectors },
    {
      provide: SourceMetricStore,
      useFactory: (sources: SourceConnectors, health: MappingHealth) =>
        new SourceMetricStore(sources, health),
      inject: [SourceConnectors, MappingHealth],
    },
    {
      provide: MetricStore,
      useFactory: (database: Database, sources: SourceMetricStore) =>
        new RoutedMetricStore(new PostgresMetricStore(database), sources),
      inject: [Database, SourceMetricStore],
    },
  ],
  exports: [
    AnswerStreams,
    Catalog,
    CatalogEntries,
    IngestService,
    MetricStore,
    ParameterQueries,
    PointDeletions,
    QueryPipeline,
    QueryTurns,
    RecordIngest,
    ShapeFlusher,
    ShapePlans,
    ShapeStore,
  ],
})
export class DataModule {}
