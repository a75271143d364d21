import { type DynamicModule, Module } from '@nestjs/common';
import { AlertsApiModule } from '@app/alerts';
import { AUTH_ENTITIES, AuthApiModule } from '@app/auth';
import { DASHBOARDS_ENTITIES, DashboardsApiModule } from '@app/dashboards';
import { DataApiModule } from '@app/data';
import { DatabaseModule } from '@app/database';
import { ExportsApiModule } from '@app/exports';
import { GraphqlApiModule } from '@app/graphql';
import { type AppConfig, type Clock, HealthApiModule, PlatformModule } from '@app/platform';
import { SOURCES_ENTITIES, SourcesApiModule } from '@app/sources';
import { WEBHOOKS_ENTITIES, WebhooksApiModule } from '@app/webhooks';
import { RealtimeApiModule } from '@app/realtime';
import { WIDGETS_ENTITIES, WidgetsApiModule } from '@app/widgets';
import type { Logger } from 'pino';
import { profileModules } from '../../profile';
import { cacheIdentity } from './cache-identity';

/** Every entity, for the ORM of both applications. */
export const ENTITIES = [
  ...AUTH_ENTITIES,
  ...SOURCES_ENTITIES,
  ...DASHBOARDS_ENTITIES,
  ...WIDGETS_ENTITIES,
  ...WEBHOOKS_ENTITIES,
];

/** What one api process is made of. */
@Module({})
export class AppModule {
  static forRoot(options: { config: AppConfig; logger: Logger; clock?: Clock }): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot({ ...options, process: 'api' }),
        DatabaseModule.forRoot({ entities: ENTITIES }),
        ...profileModules(options.config, { identity: { useFactory: () => cacheIdentity } }),
        HealthApiModule,
        AuthApiModule,
        SourcesApiModule,
        DataApiModule,
        DashboardsApiModule,
        WidgetsApiModule,
        ExportsApiModule,
        WebhooksApiModule,
        AlertsApiModule,
        RealtimeApiModule,
        GraphqlApiModule.forRoot(
          () => (require('./graphql-modules') as typeof import('./graphql-modules')).GRAPHQL_MODULES,
        ),
      ],
    };
  }
}
