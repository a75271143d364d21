import { ApiProperty } from '@nestjs/swagger';
import { SERIES_STATUSES, type SeriesStatus } from '../core/series-state';
import { PAGE_PROPERTY } from './alert.dto';

const STATE = { enum: [...SERIES_STATUSES], enumName: 'AlertState' } as const;

export class AlertEventDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  at!: Date;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'The values of what the alert groups by.',
    example: { region: 'north' },
  })
  group!: Record<string, string | null>;

  @ApiProperty({ ...STATE, description: 'What it was before.' })
  from!: SeriesStatus;

  @ApiProperty({ ...STATE, description: 'What it is since.' })
  to!: SeriesStatus;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'What the condition measured; null without data.',
  })
  value!: number | null;

  @ApiProperty({ type: Boolean, description: 'Whether the alert was silenced, so that nothing was told.' })
  silenced!: boolean;
}

export class AlertEventPageDto {
  @ApiProperty({ type: [AlertEventDto] })
  data!: AlertEventDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
