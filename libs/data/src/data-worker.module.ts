import { Module } from '@nestjs/common';
import { DataModule } from './data.module';

/** The jobs of metric data. */
@Module({
  imports: [DataModule],
  providers: [],
})
export class DataWorkerModule {}
