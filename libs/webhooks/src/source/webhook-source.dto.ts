import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import type { Mapping } from '@app/data';
import { SCHEMES, type SchemeName } from '../signature/schemes';

/** A visible character, and none that controls a terminal. */
export const NAME = /^(?!\s*$)[^\p{Cc}]+$/u;
const SLUG = /^[a-z\d]([a-z\d-]{0,62}[a-z\d])?$/;
export const LONGEST_GRACE_SECONDS = 7 * 86_400;
export const DEFAULT_GRACE_SECONDS = 86_400;

const MAPPING_PROPERTY = {
  type: 'object',
  additionalProperties: true,
  nullable: true,
  description:
    'How payloads become points, by rules with JMESPath expressions. Null: deliveries are kept and nothing is made of them.',
  example: {
    rules: [
      {
        when: "type == 'order.paid'",
        each: 'items',
        metric: 'revenue',
        value: { path: 'amount' },
        timestamp: { path: 'created', of: 'payload', format: 'unix' },
        dimensions: { channel: 'shop', country: { path: 'country', of: 'payload' } },
      },
    ],
  },
} as const;
const SCHEME_PROPERTY = {
  enum: [...SCHEMES],
  enumName: 'WebhookScheme',
  description:
    'How the sender signs: `standard` is Standard Webhooks, or `X-Webhook-Signature: sha256=<hex>`; the others are the ways of these vendors.',
  example: 'standard',
} as const;
const SLUG_PROPERTY = {
  type: String,
  pattern: SLUG.source,
  description: 'Its name in the URL, POST /api/v1/webhooks/{slug}; unique in the installation.',
} as const;
const SECRET_PROPERTY = {
  type: String,
  minLength: 8,
  maxLength: 512,
  description: 'What the sender signs with, where the sender decides it. Absent: one is made.',
} as const;
const PATH_PROPERTY = {
  type: String,
  maxLength: 500,
  nullable: true,
  description:
    'JMESPath into the payload to what names a delivery, the same whenever it is sent again. Null: where its scheme says.',
} as const;

export class CreateWebhookSourceDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Shop orders' })
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, { message: 'name must have a visible character and no control characters' })
  name!: string;

  @ApiPropertyOptional(SLUG_PROPERTY)
  @IfGiven()
  @IsString()
  @Matches(SLUG, { message: 'slug must be 1 to 64 lower-case letters, digits and dashes' })
  slug?: string;

  @ApiPropertyOptional({ ...SCHEME_PROPERTY, default: 'standard' })
  @IfGiven()
  @IsIn(SCHEMES)
  scheme?: SchemeName;

  @ApiPropertyOptional(SECRET_PROPERTY)
  @IfGiven()
  @IsStorableText()
  @Length(8, 512)
  secret?: string;

  @ApiPropertyOptional(PATH_PROPERTY)
  @IsOptional()
  @IsStorableText()
  @Length(1, 500)
  deliveryIdPath?: string | null;

  @ApiPropertyOptional(MAPPING_PROPERTY)
  @Allow()
  mapping?: Mapping | null;

  @ApiPropertyOptional({ type: Boolean, default: true, description: 'Whether deliveries are taken.' })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

/** The slug and the scheme stay; the secret is changed by a rotation. */
export class UpdateWebhookSourceDto {
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, example: 'Shop orders' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, { message: 'name must have a visible character and no control characters' })
  name?: string;

  @ApiPropertyOptional(PATH_PROPERTY)
  @IsOptional()
  @IsStorableText()
  @Length(1, 500)
  deliveryIdPath?: string | null;

  @ApiPropertyOptional(MAPPING_PROPERTY)
  @Allow()
  mapping?: Mapping | null;

  @ApiPropertyOptional({ type: Boolean })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class RotateWebhookSecretDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_GRACE_SECONDS,
    default: DEFAULT_GRACE_SECONDS,
    description: 'How long the old secret counts beside the new one.',
    example: 3_600,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LONGEST_GRACE_SECONDS)
  graceSeconds?: number;

  @ApiPropertyOptional(SECRET_PROPERTY)
  @IfGiven()
  @IsStorableText()
  @Length(8, 512)
  secret?: string;
}

export class PreviewWebhookDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'A payload as JSON.',
    example: { value: 1 },
  })
  @Allow()
  payload!: unknown;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Headers that it comes with.',
    example: { 'x-github-event': 'push' },
  })
  @IfGiven()
  @IsObject()
  headers?: Record<string, unknown>;

  @ApiPropertyOptional({ ...MAPPING_PROPERTY, description: 'To try instead of that of the source.' })
  @Allow()
  mapping?: Mapping | null;
}

export class WebhookSourceDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'Shop orders' })
  name!: string;

  @ApiProperty(SLUG_PROPERTY)
  slug!: string;

  @ApiProperty(SCHEME_PROPERTY)
  scheme!: SchemeName;

  @ApiProperty({ type: String, description: 'Shown once, when it is made; else `***`.', example: '***' })
  secret!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when the secret before the last rotation counts; null when it does not.',
  })
  previousSecretValidUntil!: Date | null;

  @ApiProperty(PATH_PROPERTY)
  deliveryIdPath!: string | null;

  @ApiProperty(MAPPING_PROPERTY)
  mapping!: Mapping | null;

  @ApiProperty({ type: Boolean })
  enabled!: boolean;

  @ApiProperty({ type: Boolean, description: 'It is the source of WEBHOOK_SECRET.' })
  managed!: boolean;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class PreviewedPointDto {
  @ApiProperty({ type: String })
  metric!: string;

  @ApiProperty({ type: Number })
  value!: number;

  @ApiProperty({ type: String, format: 'date-time' })
  timestamp!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string', nullable: true } })
  dimensions?: Record<string, string | null>;

  @ApiProperty({ type: String })
  id!: string;
}

export class WebhookPreviewDto {
  @ApiProperty({ type: [PreviewedPointDto], description: 'What it would become.' })
  points!: PreviewedPointDto[];

  @ApiProperty({ type: [String], description: 'Why nothing would be stored; empty when it would be.' })
  errors!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What names the delivery. Null: each delivery is another one.',
  })
  deliveryId!: string | null;
}

export const PAGE_PROPERTY = {
  type: 'object' as const,
  properties: {
    limit: { type: 'integer' as const, example: 50 },
    nextCursor: { type: 'string' as const, nullable: true, example: null },
  },
  required: ['limit', 'nextCursor'],
  additionalProperties: false,
};

export class WebhookSourcePageDto {
  @ApiProperty({ type: [WebhookSourceDto] })
  data!: WebhookSourceDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
