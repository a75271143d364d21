import { SourceMappings, SourceReadings } from '@app/sources';
import { Global, Module } from '@nestjs/common';
import { PointMappings } from './point-mappings';
import { RunReadings } from './run-readings';

/** Global, because the lib of sources that needs it cannot import what lies above it. */
@Global()
@Module({
  providers: [
    { provide: SourceMappings, useClass: PointMappings },
    { provide: SourceReadings, useClass: RunReadings },
  ],
  exports: [SourceMappings, SourceReadings],
})
export class SourceMappingsModule {}
