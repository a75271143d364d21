import { Module } from '@nestjs/common';
import { Readiness } from '../health/readiness';
import { MetricsAccess } from './metrics-access';
import { NoOperators, OperatorAccess } from './operator-access';
import { OperationsServer } from './operations-server';

/** Probes and metrics of a process without an API. */
@Module({
  providers: [OperationsServer, Readiness, MetricsAccess, { provide: OperatorAccess, useClass: NoOperators }],
  exports: [OperationsServer],
})
export class OperationsServerModule {}
