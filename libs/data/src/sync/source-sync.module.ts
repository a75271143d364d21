import { Module } from '@nestjs/common';
import { SourcesModule } from '@app/sources';
import { DataModule } from '../data.module';
import { BatchStore } from './batch-store';
import { DueSources } from './due-sources';
import { RunStates } from './run-states';
import { SourceReader } from './source-reader';
import { StreamConsumers } from './stream-consumers';
import { SyncDueSourcesHandler } from './sync-due-sources.handler';
import { SyncRuns } from './sync-runs';
import { SyncSourceHandler } from './sync-source.handler';

/** What reads sources and makes points of them. */
@Module({
  imports: [DataModule, SourcesModule],
  providers: [
    BatchStore,
    DueSources,
    RunStates,
    SourceReader,
    StreamConsumers,
    SyncDueSourcesHandler,
    SyncRuns,
    SyncSourceHandler,
  ],
})
export class SourceSyncModule {}
