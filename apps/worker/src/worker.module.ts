import { type DynamicModule, Module } from '@nestjs/common';
import { AlertsModule, AlertsWorkerModule } from '@app/alerts';
import { AUTH_ENTITIES, AuthWorkerModule } from '@app/auth';
import { DASHBOARDS_ENTITIES } from '@app/dashboards';
import { DataWorkerModule } from '@app/data';
import { DatabaseModule, OutboxRelayModule } from '@app/database';
import { ExportsWorkerModule } from '@app/exports';
import { JobsWorkerModule } from '@app/jobs';
import { type AppConfig, type Clock, OperationsServerModule, PlatformModule } from '@app/platform';
import { SOURCES_ENTITIES, SourcesWorkerModule } from '@app/sources';
import { WEBHOOKS_ENTITIES, WebhooksModule, WebhooksWorkerModule } from '@app/webhooks';
import { WIDGETS_ENTITIES, WidgetsWorkerModule } from '@app/widgets';
import type { Logger } from 'pino';
import { profileModules } from '../../profile';
import { WorkerOutboxPublisher } from './outbox-publisher';

/** What one worker process is made of: the same libs as the api, job handlers instead of controllers. */
@Module({})
export class WorkerModule {
  static forRoot(options: { config: AppConfig; logger: Logger; clock?: Clock }): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ ...options, process: 'worker' }),
        DatabaseModule.forRoot({
          entities: [
            ...AUTH_ENTITIES,
            ...SOURCES_ENTITIES,
            ...DASHBOARDS_ENTITIES,
            ...WIDGETS_ENTITIES,
            ...WEBHOOKS_ENTITIES,
          ],
          work: 'jobs',
        }),
        ...profileModules(options.config),
        OperationsServerModule,
        JobsWorkerModule,
        OutboxRelayModule.forRoot(WorkerOutboxPublisher, [AlertsModule, WebhooksModule]),
        AuthWorkerModule,
        SourcesWorkerModule,
        DataWorkerModule,
        WidgetsWorkerModule,
        ExportsWorkerModule,
        WebhooksWorkerModule,
        AlertsWorkerModule,
      ],
    };
  }
}
