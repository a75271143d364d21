import { Global, Module } from '@nestjs/common';
import { WidgetDirectory } from '@app/dashboards';
import { SqlWidgetDirectory } from './widget/sql-widget-directory';

/** Global, because the dashboards lib that needs it cannot import what lies above it. */
@Global()
@Module({
  providers: [{ provide: WidgetDirectory, useClass: SqlWidgetDirectory }],
  exports: [WidgetDirectory],
})
export class WidgetDirectoryModule {}
