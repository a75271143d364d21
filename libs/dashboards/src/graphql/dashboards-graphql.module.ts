import { Module } from '@nestjs/common';
import { DashboardsModule } from '../dashboards.module';
import { DashboardsResolver } from './dashboards.resolver';

/** The fields of GraphQL that ask for dashboards and make them. */
@Module({ imports: [DashboardsModule], providers: [DashboardsResolver] })
export class DashboardsGraphqlModule {}
