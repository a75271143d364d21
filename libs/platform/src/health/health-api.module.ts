import { Module } from '@nestjs/common';
import { MetricsAccess } from '../telemetry/metrics-access';
import { MetricsController } from '../telemetry/metrics.controller';
import { HealthController } from './health.controller';
import { HealthDetails } from './health-details';
import { Readiness } from './readiness';

/** The probes `/health`, `/health/live` and `/health/ready`, and `/metrics`. Needs a global `OperatorAccess`. */
@Module({
  controllers: [HealthController, MetricsController],
  providers: [HealthDetails, MetricsAccess, Readiness],
})
export class HealthApiModule {}
