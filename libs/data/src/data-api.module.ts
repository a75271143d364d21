import { Module } from '@nestjs/common';
import { DataModule } from './data.module';

/** The `/data` routes. */
@Module({
  imports: [DataModule],
  controllers: [],
})
export class DataApiModule {}
