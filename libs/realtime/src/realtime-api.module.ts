import { Module } from '@nestjs/common';
import { AuthApiModule } from '@app/auth';
import { Connections } from './connections/connections';
import { DashboardGateway } from './socket/dashboard.gateway';

/** The transports of live dashboards. The application must also provide {@link LiveDashboards}. */
@Module({
  imports: [AuthApiModule],
  providers: [Connections, DashboardGateway],
  exports: [AuthApiModule, Connections],
})
export class RealtimeApiModule {}
