import { ApiExtraModels, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Filter } from '../query/metric-query';
import { AndDto, ConditionDto, filterSchemas, OrDto } from '../query/metric-query.dto';

/** Only describes: the body is read by `parseDeletion`, whose errors name everything that is wrong. */
@ApiExtraModels(ConditionDto, OrDto, AndDto)
export class DeletePointsDto {
  @ApiProperty({ type: String, example: 'revenue' })
  metric!: string;

  @ApiProperty({
    type: String,
    description:
      'First moment: a time with an offset or Z, or a date, which is the start of that day in UTC.',
    example: '2026-11-01T00:00:00Z',
  })
  from!: string;

  @ApiProperty({ type: String, description: 'The moment after the last.', example: '2026-11-02T00:00:00Z' })
  to!: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { oneOf: filterSchemas() },
    description: 'Those of a query; all must hold. Absent: every point of the range.',
  })
  filters?: Filter[];
}

export class DeletionAcceptedDto {
  @ApiProperty({
    type: String,
    format: 'uuid',
    description: 'Of the deletion, as `GET /data/deletions/:id` and the log name it.',
  })
  id!: string;
}
