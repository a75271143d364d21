export { DashboardType } from './dashboard.type';
export { DashboardsGraphqlModule } from './dashboards-graphql.module';
export { bodyOf } from './body-of';
