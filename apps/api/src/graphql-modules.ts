import { DashboardsGraphqlModule } from '@graphql/dashboards';
import { DataGraphqlModule } from '@graphql/data';
import { ExportsGraphqlModule } from '@graphql/exports';
import { WidgetsGraphqlModule } from '@graphql/widgets';

/** What GraphQL is made of. This file is loaded when somebody asks for the first time. */
export const GRAPHQL_MODULES = [
  DataGraphqlModule,
  DashboardsGraphqlModule,
  WidgetsGraphqlModule,
  ExportsGraphqlModule,
];
