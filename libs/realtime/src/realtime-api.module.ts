import { Module } from '@nestjs/common';
import { AuthApiModule } from '@app/auth';
import { Connections } from './connections/connections';
import { DashboardGateway } from './socket/dashboard.gateway';
import { DashboardStreams } from './sse/dashboard-streams';
import { StreamsController } from './sse/streams.controller';

/** The transports of live dashboards. The application must also provide {@link LiveDashboards}. */
@Module({
  imports: [AuthApiModule],
  controllers: [StreamsController],
  providers: [Connections, DashboardGateway, DashboardStreams],
  exports: [AuthApiModule, Connections],
})
export class RealtimeApiModule {}
