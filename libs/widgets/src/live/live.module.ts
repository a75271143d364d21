import { Global, Module } from '@nestjs/common';
import { DashboardsModule } from '@app/dashboards';
import { DataModule } from '@app/data';
import { LiveDashboards } from '@app/realtime';
import { WidgetsModule } from '../widgets.module';
import { EventHearing } from './event-hearing';
import { LiveMeasurements } from './live-measurements';
import { NodeLiveDashboards } from './node-live-dashboards';
import { WidgetEvaluator } from './widget-evaluator';

/** Dashboards that move by themselves. Global, because what carries them to clients lies in a lib below. */
@Global()
@Module({
  imports: [DashboardsModule, DataModule, WidgetsModule],
  providers: [
    EventHearing,
    LiveMeasurements,
    WidgetEvaluator,
    { provide: LiveDashboards, useClass: NodeLiveDashboards },
  ],
  exports: [LiveDashboards, EventHearing],
})
export class LiveModule {}
