import { Module } from '@nestjs/common';
import { HealthController } from './health.controller';
import { Readiness } from './readiness';

/** The probes `/health`, `/health/live` and `/health/ready`. */
@Module({ controllers: [HealthController], providers: [Readiness] })
export class HealthApiModule {}
