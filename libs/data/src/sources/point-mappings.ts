import { SourceMappings } from '@app/sources';
import { Injectable } from '@nestjs/common';
import { parseMapping } from '../mapping/parse-mapping';

/** Mappings of sources are those of payloads: rules that make points of records. */
@Injectable()
export class PointMappings extends SourceMappings {
  override check(mapping: unknown): object {
    return parseMapping(mapping);
  }
}
