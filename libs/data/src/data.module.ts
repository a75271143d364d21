import { Module } from '@nestjs/common';
import { Catalog } from './catalog/catalog';

/** Metric catalogue, ingest of points and metric queries. */
@Module({
  providers: [Catalog],
  exports: [Catalog],
})
export class DataModule {}
