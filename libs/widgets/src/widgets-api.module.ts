import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { DashboardsModule } from '@app/dashboards';
import { DataController } from './data/data.controller';
import { AccessExplainer } from './access/access-explainer';
import { ExplainAccessController } from './access/explain-access.controller';
import { DataModule } from '@app/data';
import { ClonesController } from './definition/clones.controller';
import { DashboardCloner } from './definition/dashboard-cloner';
import { DashboardRestorer } from './definition/dashboard-restorer';
import { DefinitionsController } from './definition/definitions.controller';
import { RestoresController } from './definition/restores.controller';
import { LiveModule } from './live/live.module';
import { WidgetsController } from './widget/widgets.controller';
import { WidgetsModule } from './widgets.module';

/** The `/widgets` routes, those of `/dashboards` that need widgets, and live dashboards. */
@Module({
  imports: [AuthModule, DashboardsModule, DataModule, LiveModule, WidgetsModule],
  controllers: [
    WidgetsController,
    DataController,
    DefinitionsController,
    ClonesController,
    RestoresController,
    ExplainAccessController,
  ],
  providers: [AccessExplainer, DashboardCloner, DashboardRestorer],
})
export class WidgetsApiModule {}
