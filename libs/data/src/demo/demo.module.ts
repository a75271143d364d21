import { Module } from '@nestjs/common';
import { DataModule } from '../data.module';
import { DemoLoader } from './demo-loader';
import { DemoProgress } from './demo-progress';
import { DemoStarter } from './demo-starter';
import { LoadDemoHandler } from './load-demo.handler';

/** Brings the demo data in, in the worker. */
@Module({
  imports: [DataModule],
  providers: [DemoLoader, DemoProgress, DemoStarter, LoadDemoHandler],
})
export class DemoModule {}
