import { SourceMappings } from '@app/sources';
import { Global, Module } from '@nestjs/common';
import { PointMappings } from './point-mappings';

/** Global, because the lib of sources that needs it cannot import what lies above it. */
@Global()
@Module({
  providers: [{ provide: SourceMappings, useClass: PointMappings }],
  exports: [SourceMappings],
})
export class SourceMappingsModule {}
