import { Module } from '@nestjs/common';
import { DataModule } from '../data.module';
import { DeletePointsHandler } from '../deletion/delete-points.handler';
import { OrphanedMetrics } from '../deletion/orphaned-metrics';
import { RemoveOrphanedMetricsHandler } from '../deletion/remove-orphaned-metrics.handler';
import { ApplyRetentionHandler } from '../retention/apply-retention.handler';
import { Retention } from '../retention/retention';
import { AggregateMetricsHandler } from './aggregate-metrics.handler';
import { RollupWaker } from './rollup-waker';
import { RollupWorker } from './rollup-worker';

/** Keeps rollups up and forgets points, in the worker. */
@Module({
  imports: [DataModule],
  providers: [
    AggregateMetricsHandler,
    ApplyRetentionHandler,
    DeletePointsHandler,
    OrphanedMetrics,
    RemoveOrphanedMetricsHandler,
    Retention,
    RollupWaker,
    RollupWorker,
  ],
})
export class RollupModule {}
