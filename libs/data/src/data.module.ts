import { Module } from '@nestjs/common';
import { Catalog } from './catalog/catalog';
import { CatalogEntries } from './catalog/catalog-entries';
import { IngestService } from './ingest/ingest.service';
import { Partitions } from './ingest/partitions';
import { PointWriter } from './ingest/point-writer';
import { SeriesRegistry } from './ingest/series-registry';

/** Metric catalogue, ingest of points and metric queries. */
@Module({
  providers: [Catalog, CatalogEntries, IngestService, Partitions, PointWriter, SeriesRegistry],
  exports: [Catalog, CatalogEntries, IngestService],
})
export class DataModule {}
