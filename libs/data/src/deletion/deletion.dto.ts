import { ApiProperty } from '@nestjs/swagger';
import type { Filter } from '../query/metric-query';
import { filterSchemas } from '../query/metric-query.dto';

const STATUSES = ['running', 'finished'] as const;

export class DeletionDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'revenue' })
  metric!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-01T00:00:00.000Z' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-02T00:00:00.000Z' })
  to!: string;

  @ApiProperty({
    type: 'array',
    items: { oneOf: filterSchemas() },
    description: 'Those that were asked for, and the data policy of whoever asked.',
    example: [],
  })
  filters!: Filter[];

  @ApiProperty({ type: String, enum: STATUSES, example: 'finished' })
  status!: (typeof STATUSES)[number];

  @ApiProperty({ type: Number, description: 'Points that have gone by now.', example: 1_440 })
  points!: number;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-24T10:00:00.000Z' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-24T10:00:01.000Z' })
  finishedAt!: string | null;
}

export class DeletionPageDto {
  @ApiProperty({ type: [DeletionDto] })
  data!: DeletionDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
  })
  page!: { limit: number; nextCursor: string | null };
}
