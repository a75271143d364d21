import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import { type Permission, PERMISSIONS } from '../principals/permission';
import type { DataPolicy } from '../principals/principal';
import { NAME_PATTERN } from '../users/user.dto';
import { KEY_PERMISSIONS } from './key-grants';

const MOST_ENDPOINTS = 100;
const LONGEST_ENDPOINT = 300;
const HIGHEST_LIMIT = 1_000_000_000;
const LONGEST_GRACE_SECONDS = 7 * 86_400;
const MOST_DAYS = 400;
const WITH_OFFSET = /(Z|[+-]\d\d:?\d\d)$/;

/** What the documentation says of fields that are given and shown. */
const PERMISSIONS_PROPERTY = {
  enum: KEY_PERMISSIONS,
  enumName: 'ApiKeyPermission',
  isArray: true,
  description: 'What it may do at most. It never may do more than its creator does at that moment.',
  example: ['data:read'],
} as const;
const ENDPOINTS_PROPERTY = {
  type: String,
  isArray: true,
  description:
    'The routes it may call, as method and template of the route; `*` is one segment, at the end one or more. Null: every route that the permissions allow.',
  example: ['GET /api/v1/data/*'],
  nullable: true,
} as const;
const POLICY_PROPERTY = {
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  description: "Of each dimension the values that it sees, beside its creator's own data policy.",
  example: { region: ['emea'] },
  nullable: true,
} as const;

const limit = (what: string) =>
  ({
    type: 'integer',
    minimum: 1,
    maximum: HIGHEST_LIMIT,
    description: `Most requests in ${what} (UTC).`,
  }) as const;

export class KeyLimitsDto {
  @ApiPropertyOptional({ ...limit('a minute'), example: 60 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_LIMIT)
  requestsPerMinute?: number;

  @ApiPropertyOptional({ ...limit('an hour'), example: 1_000 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_LIMIT)
  requestsPerHour?: number;

  @ApiPropertyOptional({ ...limit('a day'), example: 10_000 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(HIGHEST_LIMIT)
  requestsPerDay?: number;
}

/** The fields that creating and changing have in common, all optional. */
class ApiKeyOptionsDto {
  @ApiPropertyOptional(ENDPOINTS_PROPERTY)
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ENDPOINTS)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(LONGEST_ENDPOINT, { each: true })
  allowedEndpoints?: string[] | null;

  @ApiPropertyOptional({
    type: KeyLimitsDto,
    description:
      'Limits of its own; they replace those of the areas. Null or empty: the limits of the areas.',
    nullable: true,
  })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => KeyLimitsDto)
  limits?: KeyLimitsDto | null;

  @ApiPropertyOptional(POLICY_PROPERTY)
  @Allow()
  dataPolicy?: DataPolicy | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it stops working. Null: never.',
    example: '2030-01-01T00:00:00Z',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(WITH_OFFSET, { message: 'expiresAt must have an offset or Z' })
  expiresAt?: string | null;
}

export class CreateApiKeyDto extends ApiKeyOptionsDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Nightly report' })
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name!: string;

  @ApiProperty({ ...PERMISSIONS_PROPERTY, minItems: 1 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PERMISSIONS.length)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions!: Permission[];
}

export class UpdateApiKeyDto extends ApiKeyOptionsDto {
  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, example: 'Nightly report' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name?: string;

  @ApiPropertyOptional({ ...PERMISSIONS_PROPERTY, minItems: 1 })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(PERMISSIONS.length)
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];
}

export class RotateApiKeyDto {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_GRACE_SECONDS,
    default: 0,
    description: 'How long the old key works beside the new one.',
    example: 3_600,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(LONGEST_GRACE_SECONDS)
  graceSeconds?: number;
}

export class ApiKeyDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'Nightly report' })
  name!: string;

  @ApiProperty({ type: String, description: 'How the key begins.', example: 'vtr_live_3xK9' })
  prefix!: string;

  @ApiProperty(PERMISSIONS_PROPERTY)
  permissions!: string[];

  @ApiProperty(ENDPOINTS_PROPERTY)
  allowedEndpoints!: string[] | null;

  @ApiProperty({ type: KeyLimitsDto, nullable: true })
  limits!: KeyLimitsDto | null;

  @ApiProperty(POLICY_PROPERTY)
  dataPolicy!: DataPolicy | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The user whose rights bound it. Null: that user is gone, and the key is refused.',
  })
  createdBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  expiresAt!: Date | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when the key before the last rotation works; null when it does not.',
  })
  previousKeyValidUntil!: Date | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Written at most once a minute.',
  })
  lastUsedAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'From where.', example: '203.0.113.7' })
  lastUsedAddress!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class NewApiKeyDto extends ApiKeyDto {
  @ApiProperty({
    type: String,
    description: 'The key itself. Shown this once; it is not stored.',
    example: 'vtr_live_…',
  })
  key!: string;
}

export class ApiKeyPageDto {
  @ApiProperty({ type: [ApiKeyDto] })
  data!: ApiKeyDto[];

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

export class UsageQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_DAYS,
    default: 30,
    description: 'How many days (UTC) to look back, today included.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  days: number = 30;
}

export class UsageDayDto {
  @ApiProperty({ type: String, format: 'date', description: 'UTC.', example: '2026-11-24' })
  day!: string;

  @ApiProperty({ type: Number, description: 'Every request with the key, however answered.', example: 120 })
  requests!: number;

  @ApiProperty({ type: Number, description: 'Answered with 4xx or 5xx, but 429.', example: 3 })
  errors!: number;

  @ApiProperty({ type: Number, description: 'Refused by a limit: 429.', example: 1 })
  rejected!: number;

  @ApiProperty({
    type: Number,
    description: 'Of the bodies of answers, as sent. Streams are not counted.',
    example: 51_200,
  })
  bytes!: number;
}

export class ApiKeyUsageDto {
  @ApiProperty({ type: [UsageDayDto], description: 'Days with requests, the latest first.' })
  data!: UsageDayDto[];
}
