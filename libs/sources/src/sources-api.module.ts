import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { SourceTester } from './check/source-tester';
import { SourceSchemas } from './schema/source-schemas';
import { DataSourceService } from './source/data-source.service';
import { DataSourcesController } from './source/data-sources.controller';
import { SourcesModule } from './sources.module';

/** The routes of sources. Needs {@link SourceMappings} from the lib that knows what mappings mean. */
@Module({
  imports: [AuthModule, SourcesModule],
  controllers: [DataSourcesController],
  providers: [DataSourceService, SourceSchemas, SourceTester],
})
export class SourcesApiModule {}
