import { Module } from '@nestjs/common';
import { AuthApiModule } from '@app/auth';
import { Connections } from './connections/connections';

/** The transports of live dashboards. The application must also provide {@link LiveDashboards}. */
@Module({
  imports: [AuthApiModule],
  providers: [Connections],
  exports: [AuthApiModule, Connections],
})
export class RealtimeApiModule {}
