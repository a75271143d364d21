import { Global, Module } from '@nestjs/common';
import { DashboardDirectory } from '@app/auth';
import { OrmDashboardDirectory } from './orm-dashboard-directory';

/** Global, because the auth lib that needs it cannot import what lies above it. */
@Global()
@Module({
  providers: [{ provide: DashboardDirectory, useClass: OrmDashboardDirectory }],
  exports: [DashboardDirectory],
})
export class DashboardDirectoryModule {}
