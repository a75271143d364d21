import { Module } from '@nestjs/common';
import { SourcesModule } from './sources.module';
import { ExpireUploadsHandler } from './upload/expire-uploads.handler';
import { UploadsUpkeep } from './upload/uploads-upkeep';

/** The jobs of sources. */
@Module({
  imports: [SourcesModule],
  providers: [ExpireUploadsHandler, UploadsUpkeep],
})
export class SourcesWorkerModule {}
