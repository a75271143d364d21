import { Module } from '@nestjs/common';
import { DataModule } from './data.module';
import { DemoModule } from './demo/demo.module';
import { RollupModule } from './rollup/rollup.module';

/** The jobs of metric data. */
@Module({
  imports: [DataModule, DemoModule, RollupModule],
})
export class DataWorkerModule {}
