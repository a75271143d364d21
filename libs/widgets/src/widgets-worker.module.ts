import { Module } from '@nestjs/common';
import { CreateDemoDashboards } from './demo/create-demo-dashboards.handler';
import { WidgetsModule } from './widgets.module';

/** The jobs of widgets. */
@Module({
  imports: [WidgetsModule],
  providers: [CreateDemoDashboards],
})
export class WidgetsWorkerModule {}
