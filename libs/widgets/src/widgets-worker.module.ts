import { Module } from '@nestjs/common';
import { SelfTelemetryModule } from '@app/data';
import { CreateDemoDashboards } from './demo/create-demo-dashboards.handler';
import { SelfDashboard } from './self/self-dashboard';
import { WidgetsModule } from './widgets.module';

/** The jobs of widgets. */
@Module({
  imports: [SelfTelemetryModule, WidgetsModule],
  providers: [CreateDemoDashboards, SelfDashboard],
})
export class WidgetsWorkerModule {}
