import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean } from 'class-validator';
import { IfGiven } from '@app/platform';
import { RUN_STATUSES, RUN_TRIGGERS, type RunStatus, type RunTrigger } from './source-run';

/** How a source is to be read. */
export class SyncSourceDto {
  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description:
      'From the beginning instead of from where the last run ended. The same points are not stored twice: a record whose dimensions are others now (in the source, or by a changed mapping) makes a second point beside the old one, and one whose value is another now keeps the old value. Delete the points first to have them read anew.',
  })
  @IfGiven()
  @IsBoolean()
  full?: boolean;
}

export class RunProblemDto {
  @ApiProperty({
    type: String,
    description:
      'What its source calls the record, or its number in the run; `lost`: records that were gone before they could be read; `columns`: a dimension whose column a file does not have; `connection`: what of the connection of an API finds nothing in some records, which were read all the same.',
    example: '#17',
  })
  record!: string;

  @ApiProperty({ type: String, example: 'rules[0]: value: "n/a" is no number' })
  message!: string;
}

export class SourceRunDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  sourceId!: string;

  @ApiProperty({
    enum: [...RUN_TRIGGERS],
    enumName: 'RunTrigger',
    description: '`stream`: a stream is read in one run that goes on all the time, on whichever worker.',
    example: 'manual',
  })
  trigger!: RunTrigger;

  @ApiProperty({ enum: [...RUN_STATUSES], enumName: 'RunStatus', example: 'succeeded' })
  status!: RunStatus;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: '0 to 100; null where the source cannot say how much there is.',
    example: 100,
  })
  progress!: number | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Records that wait in the source; null where it cannot say.',
    example: null,
  })
  lag!: number | null;

  @ApiProperty({ type: Number, description: 'Records.', example: 12_000 })
  rowsRead!: number;

  @ApiProperty({ type: Number, description: 'Points that were stored.', example: 11_990 })
  accepted!: number;

  @ApiProperty({ type: Number, description: 'Points that were stored before.', example: 0 })
  duplicates!: number;

  @ApiProperty({ type: Number, description: 'Records of which nothing was stored.', example: 10 })
  rejected!: number;

  @ApiProperty({ type: [RunProblemDto], description: 'The first 20.' })
  errors!: RunProblemDto[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it failed, or why it is tried again.',
    example: null,
  })
  error!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  startedAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
}

export class SourceRunPageDto {
  @ApiProperty({ type: [SourceRunDto] })
  data!: SourceRunDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
    additionalProperties: false,
  })
  page!: { limit: number; nextCursor: string | null };
}
