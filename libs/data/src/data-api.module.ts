import { Module } from '@nestjs/common';
import { CatalogController } from './catalog/catalog.controller';
import { DataModule } from './data.module';
import { PointsBodies } from './points/points-bodies';
import { PointsController } from './points/points.controller';
import { QueryController } from './query/query.controller';
import { SelfTelemetryModule } from './self/self-telemetry.module';

/** The `/data` routes. */
@Module({
  imports: [DataModule, SelfTelemetryModule],
  controllers: [CatalogController, PointsController, QueryController],
  providers: [PointsBodies],
})
export class DataApiModule {}
