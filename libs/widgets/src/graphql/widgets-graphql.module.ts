import { Module } from '@nestjs/common';
import { LimitsModule } from '@app/auth';
import { WidgetsModule } from '../widgets.module';
import { LiveModule } from '../live/live.module';
import { DashboardWidgetsResolver } from './dashboard-widgets.resolver';
import { LiveResolver } from './live.resolver';
import { WidgetLoads } from './widget-loads';
import { WidgetsResolver } from './widgets.resolver';

/** The fields of GraphQL that ask for widgets and their data, and change them. */
@Module({
  imports: [LimitsModule, LiveModule, WidgetsModule],
  providers: [DashboardWidgetsResolver, LiveResolver, WidgetLoads, WidgetsResolver],
})
export class WidgetsGraphqlModule {}
