import { ApiProperty } from '@nestjs/swagger';
import type { ColumnType } from '../connector';

const COLUMN_TYPES: ColumnType[] = ['string', 'number', 'boolean', 'datetime', 'date', 'json', 'other'];

export class SourceColumnDto {
  @ApiProperty({ type: String, example: 'paid_at' })
  name!: string;

  @ApiProperty({ enum: COLUMN_TYPES, enumName: 'SourceColumnType', example: 'datetime' })
  type!: ColumnType;

  @ApiProperty({
    type: String,
    description: "The type's name in the source.",
    example: 'timestamp with time zone',
  })
  nativeType!: string;

  @ApiProperty({ type: Boolean })
  nullable!: boolean;

  @ApiProperty({
    type: [String],
    description: 'At most five values as text.',
    example: ['2026-11-01T00:00:00.000Z'],
  })
  samples!: string[];
}

export class ProposedRolesDto {
  @ApiProperty({
    type: [String],
    description: 'When something happened, the likeliest first.',
    example: ['paid_at'],
  })
  time!: string[];

  @ApiProperty({ type: [String], description: 'What can be added up.', example: ['amount'] })
  value!: string[];

  @ApiProperty({ type: [String], description: 'What can be grouped by.', example: ['country'] })
  dimension!: string[];
}

export class SourceTableDto {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Schema, database or folder.',
    example: 'public',
  })
  schema!: string | null;

  @ApiProperty({ type: String, example: 'orders' })
  name!: string;

  @ApiProperty({ type: [SourceColumnDto] })
  columns!: SourceColumnDto[];

  @ApiProperty({ type: ProposedRolesDto, description: 'What its columns could be for metrics; a guess.' })
  proposed!: ProposedRolesDto;
}

/** What a source has. */
export class SourceSchemaDto {
  @ApiProperty({ type: [SourceTableDto] })
  tables!: SourceTableDto[];

  @ApiProperty({ type: Boolean, description: 'Whether there are more tables than are shown.' })
  truncated!: boolean;
}
