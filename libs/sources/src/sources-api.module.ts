import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { SourceLeftovers } from './manager/source-leftovers';
import { SourceTester } from './check/source-tester';
import { SourceSchemas } from './schema/source-schemas';
import { DataSourceService } from './source/data-source.service';
import { DataSourcesController } from './source/data-sources.controller';
import { SourcesModule } from './sources.module';
import { FileUploads } from './upload/file-uploads';
import { UploadBodies } from './upload/upload-bodies';
import { UploadQuota } from './upload/upload-quota';
import { UploadsController } from './upload/uploads.controller';

/** The routes of sources. Needs {@link SourceMappings} and {@link SourceReadings} from the lib that knows what mappings mean. */
@Module({
  imports: [AuthModule, SourcesModule],
  // The path of uploads is one that an id of a source could have: it comes first.
  controllers: [UploadsController, DataSourcesController],
  providers: [
    DataSourceService,
    FileUploads,
    SourceLeftovers,
    SourceSchemas,
    SourceTester,
    UploadBodies,
    UploadQuota,
  ],
})
export class SourcesApiModule {}
