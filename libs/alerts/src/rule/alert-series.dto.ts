import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsISO8601, IsObject } from 'class-validator';
import { IfGiven } from '@app/platform';
import { SERIES_STATUSES, type SeriesStatus } from '../core/series-state';
import { PAGE_PROPERTY } from './alert.dto';

const GROUP = {
  type: 'object',
  additionalProperties: { type: 'string', nullable: true },
  example: { region: 'north' },
} as const;

export class AcknowledgeAlertDto {
  @ApiPropertyOptional({
    ...GROUP,
    description:
      'One series, by the values of what the alert groups by. Default: all that fire, have no data or fail.',
  })
  @IfGiven()
  @IsObject()
  series?: Record<string, string | null>;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description:
      'When it is told of once more if it lasts, within 30 days. Default: not before it is resolved.',
  })
  @IfGiven()
  @IsISO8601({ strict: true })
  until?: string;
}

export class AcknowledgementDto {
  @ApiProperty({ type: String, description: 'The user or API key that acknowledged it.' })
  by!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: until it is resolved.',
  })
  until!: Date | null;
}

export class AlertSeriesDto {
  @ApiProperty({ ...GROUP, description: 'The values of what the alert groups by.' })
  group!: Record<string, string | null>;

  @ApiProperty({ enum: [...SERIES_STATUSES], enumName: 'AlertState', description: 'What it is now.' })
  state!: SeriesStatus;

  @ApiProperty({ type: String, format: 'date-time', description: 'Since when it is in this state.' })
  since!: Date;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'What the condition measured; null without data.',
  })
  value!: number | null;

  @ApiProperty({ type: AcknowledgementDto, nullable: true })
  acknowledgement!: AcknowledgementDto | null;
}

export class AlertSeriesPageDto {
  @ApiProperty({ type: [AlertSeriesDto] })
  data!: AlertSeriesDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}

export class AcknowledgedDto {
  @ApiProperty({
    type: [AlertSeriesDto],
    description: 'The series that are acknowledged now, the first 50 of them.',
  })
  data!: AlertSeriesDto[];
}
