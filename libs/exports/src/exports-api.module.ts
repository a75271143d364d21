import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { ExportDownloads } from './download/export-downloads';
import { ExportsController } from './exports.controller';
import { ExportsModule } from './exports.module';

/** The `/exports` routes. */
@Module({
  imports: [AuthModule, ExportsModule],
  controllers: [ExportsController],
  providers: [ExportDownloads],
})
export class ExportsApiModule {}
