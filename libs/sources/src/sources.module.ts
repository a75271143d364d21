import { Module } from '@nestjs/common';
import { LimitsModule } from '@app/auth';
import { SourceTraffic } from './api/traffic/source-traffic';
import { CONNECTOR_KINDS, ConnectorKinds } from './connector-kinds';
import { ConnectorOpener } from './manager/connector-opener';
import { DataSourceManager } from './manager/data-source-manager';
import { SourceMeasurements } from './manager/source-measurements';
import { SourceStatus } from './manager/source-status';
import { SourceConnections } from './source/source-connections';
import { UploadedFiles } from './upload/uploaded-files';

/** The way to sources, for api and worker. */
@Module({
  imports: [LimitsModule],
  providers: [
    { provide: ConnectorKinds, useFactory: () => new ConnectorKinds(CONNECTOR_KINDS) },
    ConnectorOpener,
    DataSourceManager,
    SourceConnections,
    SourceMeasurements,
    SourceStatus,
    SourceTraffic,
    UploadedFiles,
  ],
  exports: [ConnectorOpener, DataSourceManager, SourceConnections, SourceStatus, UploadedFiles],
})
export class SourcesModule {}
