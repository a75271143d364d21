import { Module } from '@nestjs/common';
import { DataController } from './data/data.controller';
import { DefinitionsController } from './definition/definitions.controller';
import { WidgetsController } from './widget/widgets.controller';
import { WidgetsModule } from './widgets.module';

/** The `/widgets` routes, and those of `/dashboards` that need widgets. */
@Module({
  imports: [WidgetsModule],
  controllers: [WidgetsController, DataController, DefinitionsController],
})
export class WidgetsApiModule {}
