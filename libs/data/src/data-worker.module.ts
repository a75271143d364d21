import { Module } from '@nestjs/common';
import { DataModule } from './data.module';
import { ReviewQueryShapesHandler } from './optimizer/review/review-query-shapes.handler';
import { DemoModule } from './demo/demo.module';
import { RollupModule } from './rollup/rollup.module';
import { SelfTelemetryModule } from './self/self-telemetry.module';
import { SourceSyncModule } from './sync/source-sync.module';

/** The jobs of metric data. */
@Module({
  imports: [DataModule, DemoModule, RollupModule, SelfTelemetryModule, SourceSyncModule],
  providers: [ReviewQueryShapesHandler],
})
export class DataWorkerModule {}
