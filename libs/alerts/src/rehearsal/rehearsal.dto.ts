import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { IfGiven } from '@app/platform';

export class RehearseAlertDto {
  @ApiPropertyOptional({
    type: String,
    default: '1d',
    description:
      'How far back, up to now. At most 300 steps: a long range is looked at in steps longer than the interval.',
    example: '7d',
  })
  @IfGiven()
  @IsString()
  @Length(1, 20)
  timeRange?: string;
}

export class PastAlarmDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    description: 'The values of what the alert groups by.',
    example: { region: 'north' },
  })
  group!: Record<string, string | null>;

  @ApiProperty({ type: String, format: 'date-time' })
  firedAt!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null: it would still last.',
  })
  resolvedAt!: Date | null;

  @ApiProperty({ type: Number, nullable: true, description: 'What the condition measured when it fired.' })
  value!: number | null;
}

export class RehearsalDataDto {
  @ApiProperty({ type: String, format: 'date-time' })
  from!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  to!: Date;

  @ApiProperty({ type: Number, description: 'Between two evaluations.' })
  stepSeconds!: number;

  @ApiProperty({ type: Number })
  evaluations!: number;

  @ApiProperty({ type: Number, description: 'How often it would have fired.' })
  fired!: number;

  @ApiProperty({ type: Number })
  resolved!: number;

  @ApiProperty({
    type: Number,
    description: 'How often a series would have fired within an hour after it was resolved.',
  })
  flapped!: number;

  @ApiProperty({ type: [PastAlarmDto], description: 'The first 1,000.' })
  alarms!: PastAlarmDto[];
}

export class RehearsalDto {
  @ApiProperty({ type: RehearsalDataDto })
  data!: RehearsalDataDto;
}
