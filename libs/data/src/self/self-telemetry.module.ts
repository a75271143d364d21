import { Module } from '@nestjs/common';
import { DataModule } from '../data.module';
import { InstanceSlot } from './instance-slot';
import { RollupMeasurements } from './rollup-measurements';
import { SelfOrganization } from './self-organization';
import { SelfPublisher } from './self-publisher';
import { StreamMeasurements } from './stream-measurements';

/** What every process measures of the rollups and of streams, and writes about itself. */
@Module({
  imports: [DataModule],
  providers: [InstanceSlot, RollupMeasurements, SelfOrganization, SelfPublisher, StreamMeasurements],
  exports: [SelfOrganization],
})
export class SelfTelemetryModule {}
