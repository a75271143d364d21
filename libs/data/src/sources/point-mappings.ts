import { SourceMappings } from '@app/sources';
import { Injectable } from '@nestjs/common';
import { parseSourceMapping } from '../sync/source-mapping';

/** Mappings of sources are rules that make points of records, or the columns of a table. */
@Injectable()
export class PointMappings extends SourceMappings {
  override check(mapping: unknown): object {
    return parseSourceMapping(mapping);
  }
}
