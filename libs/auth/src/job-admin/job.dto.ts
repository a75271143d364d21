import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, Length } from 'class-validator';
import { type JobProgress, type JobState, QUEUES, type QueueName } from '@app/jobs';
import { IfGiven, IsStorableText, PageQuery } from '@app/platform';

/** What the API calls the states of jobs. */
export const STATUSES = {
  queued: 'waiting',
  running: 'active',
  delayed: 'delayed',
  dead: 'failed',
  completed: 'completed',
} as const satisfies Record<JobState, string>;
export type JobStatusName = (typeof STATUSES)[JobState];

const QUEUE = { enum: [...QUEUES], enumName: 'Queue', description: 'Which queue it is in.' } as const;
const STATUS = { enum: Object.values(STATUSES), enumName: 'JobStatus' } as const;
const NAME = { type: String, minLength: 1, maxLength: 100, example: 'export-dashboard' } as const;

export class JobQuery extends PageQuery {
  @ApiPropertyOptional(QUEUE)
  @IfGiven()
  @IsIn(QUEUES)
  queue?: QueueName;

  @ApiPropertyOptional({
    ...STATUS,
    description: '`failed` are the dead letters: jobs whose attempts are used up.',
  })
  @IfGiven()
  @IsIn(Object.values(STATUSES))
  status?: JobStatusName;

  @ApiPropertyOptional({ ...NAME, description: 'The kind of job.' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 100)
  name?: string;
}

export class JobRetryDto {
  @ApiPropertyOptional(QUEUE)
  @IfGiven()
  @IsIn(QUEUES)
  queue?: QueueName;

  @ApiPropertyOptional({ ...NAME, description: 'The kind of job.' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 100)
  name?: string;
}

export class JobProgressDto {
  @ApiProperty({ type: Number, description: '0 to 100.', example: 40 })
  percent!: number;

  @ApiPropertyOptional({ type: String, description: 'What it is doing.' })
  detail?: string;
}

export class JobDto {
  @ApiProperty({ type: String, example: 'export-0195c7a4-8f1e-7c2a-9b1d-3f5e7a9c1d2e' })
  id!: string;

  @ApiProperty({ ...NAME, description: 'The kind of job.' })
  name!: string;

  @ApiProperty(QUEUE)
  queue!: QueueName;

  @ApiProperty({ ...STATUS, description: 'What it waits for, or how it ended.' })
  status!: JobStatusName;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What it was given: ids, never secrets. Null when it is not what such a job takes.',
    example: { exportId: '0195c7a4-8f1e-7c2a-9b1d-3f5e7a9c1d2e' },
  })
  payload!: object | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Whose job it is; null when it is of the whole installation.',
  })
  organizationId!: string | null;

  @ApiProperty({ type: JobProgressDto })
  progress!: JobProgress;

  @ApiProperty({ type: Number, description: 'Runs that ended.', example: 3 })
  attempts!: number;

  @ApiProperty({ type: Number, description: 'Runs before it is a dead letter.', example: 3 })
  maxAttempts!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why the last run failed.' })
  error!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When one that is delayed will run.',
  })
  dueAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Start of the last run.' })
  startedAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
}

export class JobPageDto {
  @ApiProperty({ type: [JobDto] })
  data!: JobDto[];

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

export class RetriedJobsDataDto {
  @ApiProperty({ type: Number, description: 'How many were put back.', example: 12 })
  retried!: number;

  @ApiProperty({ type: Boolean, description: 'Whether there may be more that match: ask again.' })
  more!: boolean;
}

export class RetriedJobsDto {
  @ApiProperty({ type: RetriedJobsDataDto })
  data!: RetriedJobsDataDto;
}
