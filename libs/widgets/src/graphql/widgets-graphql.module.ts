import { Module } from '@nestjs/common';
import { LimitsModule } from '@app/auth';
import { WidgetsModule } from '../widgets.module';
import { DashboardWidgetsResolver } from './dashboard-widgets.resolver';
import { WidgetLoads } from './widget-loads';
import { WidgetsResolver } from './widgets.resolver';

/** The fields of GraphQL that ask for widgets and their data, and change them. */
@Module({
  imports: [LimitsModule, WidgetsModule],
  providers: [DashboardWidgetsResolver, WidgetLoads, WidgetsResolver],
})
export class WidgetsGraphqlModule {}
