import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Allow, IsISO8601, IsIn, IsString, Length } from 'class-validator';
import { IfGiven, IsStorableText, PageQuery } from '@app/platform';
import { PAGE_PROPERTY } from '../rule/alert.dto';
import { MATCHER_OPERATORS, type MatcherOperator } from './matcher';

export const SILENCE_STATES = ['pending', 'active', 'ended'] as const;
export type SilenceState = (typeof SILENCE_STATES)[number];

const STATE = { enum: [...SILENCE_STATES], enumName: 'SilenceState' } as const;
const COMMENT = { type: String, maxLength: 500, example: 'The north is being rebuilt' } as const;

export class MatcherDto {
  @ApiProperty({
    type: String,
    description:
      'A label of the alert, a dimension that it groups by, `severity`, or `alert`: its name. One that it lacks is the empty text.',
    example: 'region',
  })
  label!: string;

  @ApiProperty({
    enum: [...MATCHER_OPERATORS],
    enumName: 'MatcherOperator',
    description: 'How the label must compare.',
  })
  operator!: MatcherOperator;

  @ApiProperty({
    type: [String],
    description: 'One with `eq` and `ne`, up to 50 with `in` and `notIn`.',
    example: ['north'],
  })
  values!: string[];
}

export class SilenceQuery extends PageQuery {
  @ApiPropertyOptional({ ...STATE, description: 'Only those that have begun, that will, or that are over.' })
  @IfGiven()
  @IsIn(SILENCE_STATES)
  state?: SilenceState;
}

export class CreateSilenceDto {
  @ApiProperty({
    type: [MatcherDto],
    description: 'What is silenced: the series of which all of them hold. At most 10.',
  })
  @Allow()
  matchers!: unknown;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Default: now.' })
  @IfGiven()
  @IsISO8601({ strict: true })
  startsAt?: string;

  @ApiProperty({
    type: String,
    description: 'For how long, from `1m` to `30d`: `<n>s`, `<n>m`, `<n>h`, `<n>d`.',
    example: '2h',
  })
  @IsString()
  for!: string;

  @ApiProperty(COMMENT)
  @IsStorableText()
  @Length(1, 500)
  comment!: string;
}

export class SilenceDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: [MatcherDto] })
  matchers!: MatcherDto[];

  @ApiProperty({ type: String, format: 'date-time' })
  startsAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  endsAt!: Date;

  @ApiProperty({ ...STATE, description: 'Whether it has begun, or is over.' })
  state!: SilenceState;

  @ApiProperty(COMMENT)
  comment!: string;

  @ApiProperty({ type: String, description: 'The user or API key that made it.' })
  createdBy!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class SilencePageDto {
  @ApiProperty({ type: [SilenceDto] })
  data!: SilenceDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
