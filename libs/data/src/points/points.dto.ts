import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Only describes: points are checked by the ingest service, whose errors name each wrong one. */
export class PointDto {
  @ApiProperty({
    description: 'Letters, digits and `_ . : - /`; a new name makes a new metric.',
    example: 'revenue',
    maxLength: 200,
    pattern: '^[A-Za-z0-9_.:/-]+$',
  })
  metric!: string;

  @ApiProperty({ description: 'A finite double.', example: 129.9 })
  value!: number;

  @ApiPropertyOptional({
    description:
      'ISO 8601 with offset or Z, from 1970 to a day ahead. Finer than a millisecond is cut. Default: now.',
    example: '2026-11-01T12:00:00.000Z',
    format: 'date-time',
  })
  timestamp?: string;

  @ApiPropertyOptional({
    description:
      'At most 16 dimensions with names of at most 64 and values of at most 256 characters. Null counts as absent.',
    type: 'object',
    additionalProperties: { type: 'string', nullable: true, maxLength: 256 },
    example: { region: 'emea', category: 'sales' },
  })
  dimensions?: Record<string, string | null>;

  @ApiPropertyOptional({
    description:
      'Makes the point repeatable: the same metric, dimensions, timestamp and id are stored once. Needs `timestamp`.',
    example: 'order-4711',
    maxLength: 256,
  })
  id?: string;
}

export class PointsDto {
  @ApiProperty({ type: [PointDto], description: 'One to 10,000 points.', minItems: 1, maxItems: 10_000 })
  points!: PointDto[];
}

export class IngestResultDto {
  @ApiProperty({ description: 'Points that are stored now.', example: 998 })
  accepted!: number;

  @ApiProperty({ description: 'Points that were stored already, or came twice in the batch.', example: 2 })
  duplicates!: number;
}
