import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import {
  DEFAULT_GRACE_SECONDS,
  LONGEST_GRACE_SECONDS,
  NAME,
  PAGE_PROPERTY,
} from '../source/webhook-source.dto';
import type { DisabledBecause } from './webhook-endpoint.entity';
import { type EventFilters, WEBHOOK_EVENTS, type WebhookEvent } from './webhook-events';

const EVENTS_PROPERTY = {
  enum: [...WEBHOOK_EVENTS],
  enumName: 'WebhookEvent',
  isArray: true,
  description: 'What it hears of.',
  example: ['export.ready'],
} as const;
const FILTERS_PROPERTY = {
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  nullable: true,
  description: 'Of members of `data` the values of which one must be there; null: all events.',
  example: { dashboardId: ['01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01'] },
} as const;
const URL_PROPERTY = {
  type: String,
  format: 'uri',
  maxLength: 2_048,
  description: 'http or https, on the internet or allowed by OUTBOUND_ALLOW; without user name and password.',
  example: 'https://hooks.example.com/vitrine',
} as const;

export class CreateWebhookEndpointDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Our chat' })
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, { message: 'name must have a visible character and no control characters' })
  name!: string;

  @ApiProperty(URL_PROPERTY)
  @IsString()
  @Length(1, 2_048)
  url!: string;

  @ApiProperty({ ...EVENTS_PROPERTY, minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events!: WebhookEvent[];

  @ApiPropertyOptional(FILTERS_PROPERTY)
  @Allow()
  filters?: EventFilters | null;
}

export class UpdateWebhookEndpointDto {
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, example: 'Our chat' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, { message: 'name must have a visible character and no control characters' })
  name?: string;

  @ApiPropertyOptional(URL_PROPERTY)
  @IfGiven()
  @IsString()
  @Length(1, 2_048)
  url?: string;

  @ApiPropertyOptional({ ...EVENTS_PROPERTY, minItems: 1 })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(WEBHOOK_EVENTS.length)
  @ArrayUnique()
  @IsIn(WEBHOOK_EVENTS, { each: true })
  events?: WebhookEvent[];

  @ApiPropertyOptional(FILTERS_PROPERTY)
  @Allow()
  filters?: EventFilters | null;

  @ApiPropertyOptional({ type: Boolean, description: 'True also ends that it was disabled for failing.' })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class RotateEndpointSecretDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_GRACE_SECONDS,
    default: DEFAULT_GRACE_SECONDS,
    description: 'How long everything is signed with the old secret too.',
    example: 3_600,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LONGEST_GRACE_SECONDS)
  graceSeconds?: number;
}

export class WebhookEndpointDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'Our chat' })
  name!: string;

  @ApiProperty(URL_PROPERTY)
  url!: string;

  @ApiProperty(EVENTS_PROPERTY)
  events!: string[];

  @ApiProperty(FILTERS_PROPERTY)
  filters!: EventFilters | null;

  @ApiProperty({ type: String, description: 'Shown once, when it is made; else `***`.', example: '***' })
  secret!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when everything is signed with the secret before the last rotation too.',
  })
  previousSecretValidUntil!: Date | null;

  @ApiProperty({ type: Boolean })
  enabled!: boolean;

  @ApiProperty({
    enum: ['gone', 'failing', 'user'],
    type: String,
    nullable: true,
    description: '`gone`: it answered 410. `failing`: nothing reached it for days. `user`: somebody did it.',
  })
  disabledBecause!: DisabledBecause | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Nothing has reached it since.',
  })
  failingSince!: Date | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class WebhookEndpointPageDto {
  @ApiProperty({ type: [WebhookEndpointDto] })
  data!: WebhookEndpointDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
