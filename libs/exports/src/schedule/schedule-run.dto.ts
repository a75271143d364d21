import { ApiProperty } from '@nestjs/swagger';
import { PAGE_PROPERTY } from './schedule.dto';

export const RUN_STATUSES = ['missed', 'running', 'sending', 'sent', 'failed', 'cancelled'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** What became of one mail. */
export class ScheduleMailDto {
  @ApiProperty({ type: String, example: 'sales@example.com' })
  address!: string;

  @ApiProperty({
    enum: ['pending', 'sent', 'failed'],
    enumName: 'ScheduleMailStatus',
    description: 'Whether the mail has been handed over.',
  })
  status!: 'pending' | 'sent' | 'failed';

  @ApiProperty({ type: String, nullable: true, description: 'Why the last try failed.' })
  error!: string | null;
}

/** One due instant of a schedule, and what became of it. */
export class ScheduleRunDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'When it was due, or asked for by hand.' })
  dueAt!: Date;

  @ApiProperty({ type: Boolean })
  byHand!: boolean;

  @ApiProperty({
    enum: RUN_STATUSES,
    enumName: 'ScheduleRunStatus',
    description:
      '`missed`: nobody was there to run it; `running`: its file is being made; `sending`: mails are on their way; `sent`; `failed`: no file, or a mail that was given up; `cancelled`: its export was.',
  })
  status!: RunStatus;

  @ApiProperty({ type: 'integer', description: 'Earlier runs that were missed, which its mail tells of.' })
  missedBefore!: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  exportId!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why it failed.' })
  error!: string | null;

  @ApiProperty({ type: [ScheduleMailDto] })
  mails!: ScheduleMailDto[];

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: Date | null;
}

/** A page of runs, newest first. */
export class ScheduleRunPageDto {
  @ApiProperty({ type: [ScheduleRunDto] })
  data!: ScheduleRunDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
