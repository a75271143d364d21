import { Module } from '@nestjs/common';
import { DataModule } from './data.module';
import { DemoModule } from './demo/demo.module';

/** The jobs of metric data. */
@Module({
  imports: [DataModule, DemoModule],
})
export class DataWorkerModule {}
