import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { CacheController } from './cached-answers/cache.controller';
import { CachedAnswers } from './cached-answers/cached-answers';
import { CatalogController } from './catalog/catalog.controller';
import { DataModule } from './data.module';
import { DeletionRecords } from './deletion/deletion-records';
import { DeletionsController } from './deletion/deletions.controller';
import { ExplainController } from './optimizer/explain/explain.controller';
import { QueryExplainer } from './optimizer/explain/query-explainer';
import { OrganizationSuggestions } from './optimizer/review/organization-suggestions';
import { SuggestionsController } from './optimizer/review/suggestions.controller';
import { UnreadPoints } from './optimizer/review/unread-points';
import { SuggestedRequests } from './optimizer/suggested-requests';
import { PointsBodies } from './points/points-bodies';
import { PointsController } from './points/points.controller';
import { QueryController } from './query/query.controller';
import { SelfTelemetryModule } from './self/self-telemetry.module';
import { SourceRunService } from './sync/source-run.service';
import { SourceRunsController } from './sync/source-runs.controller';
import { SourceMappingsModule } from './sources/source-mappings.module';

/** The `/data` routes. */
@Module({
  imports: [AuthModule, DataModule, SelfTelemetryModule, SourceMappingsModule],
  controllers: [
    CacheController,
    CatalogController,
    DeletionsController,
    ExplainController,
    PointsController,
    QueryController,
    SourceRunsController,
    SuggestionsController,
  ],
  providers: [
    CachedAnswers,
    DeletionRecords,
    OrganizationSuggestions,
    PointsBodies,
    QueryExplainer,
    SourceRunService,
    SuggestedRequests,
    UnreadPoints,
  ],
})
export class DataApiModule {}
