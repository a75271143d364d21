import { Module } from '@nestjs/common';
import { Catalog } from './catalog/catalog';
import { CatalogEntries } from './catalog/catalog-entries';
import { PointDeletions } from './deletion/point-deletions';
import { IngestService } from './ingest/ingest.service';
import { Partitions } from './ingest/partitions';
import { PointWriter } from './ingest/point-writer';
import { SeriesRegistry } from './ingest/series-registry';
import { ParameterQueries } from './query/parameter-queries';
import { QueryPipeline } from './query/query-pipeline';
import { MetricStore } from './store/metric-store';
import { PostgresMetricStore } from './store/postgres-metric-store';

/** Metric catalogue, ingest of points and metric queries. */
@Module({
  providers: [
    Catalog,
    CatalogEntries,
    IngestService,
    ParameterQueries,
    Partitions,
    PointDeletions,
    PointWriter,
    QueryPipeline,
    SeriesRegistry,
    { provide: MetricStore, useClass: PostgresMetricStore },
  ],
  exports: [
    Catalog,
    CatalogEntries,
    IngestService,
    MetricStore,
    ParameterQueries,
    PointDeletions,
    QueryPipeline,
  ],
})
export class DataModule {}
