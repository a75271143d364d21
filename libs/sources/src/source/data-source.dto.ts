import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger';
import { Allow, IsBoolean, IsDefined, IsIn, Length, Matches } from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import { SOURCE_TYPES, type SourceType } from '../connector';
import type { Connection } from '../connector-kind';
import type { Schedule } from './schedule';

/** A visible character, and none that controls a terminal. */
const NAME = /^(?!\s*$)[^\p{Cc}]+$/u;
const NAME_MESSAGE = { message: 'name must have a visible character and no control characters' };
const NAME_PROPERTY = { type: String, minLength: 1, maxLength: 200, example: 'Orders' } as const;
const TYPE_PROPERTY = {
  enum: [...SOURCE_TYPES],
  enumName: 'SourceType',
  description: 'Follows from the kind; where it is given it must be that of the kind.',
  example: 'database',
} as const;
const CONNECTION_PROPERTY = {
  type: 'object',
  additionalProperties: true,
  properties: { kind: { type: 'string', example: 'postgresql' } },
  required: ['kind'] as string[],
  description:
    'How it is reached: its `kind`, and what that kind needs. Secrets are shown as `***`; sent back so they stay as they are, as long as nothing changes that decides where they are sent.',
  example: {
    kind: 'postgresql',
    host: 'db.example.com',
    port: 5_432,
    database: 'shop',
    user: 'reader',
    password: 'a long password',
  },
} as const;
const SHOWN_CONNECTION = {
  ...CONNECTION_PROPERTY,
  example: { ...CONNECTION_PROPERTY.example, password: '***' },
} as const;
const SCHEDULE_PROPERTY = {
  type: 'object',
  additionalProperties: false,
  properties: {
    cron: { type: 'string', example: '*/15 * * * *' },
    timezone: { type: 'string', example: 'Europe/Berlin' },
    everySeconds: { type: 'integer', minimum: 10, maximum: 2_592_000, example: 300 },
  },
  nullable: true,
  description:
    'When it is read: five fields of cron with a time zone (UTC where none is given), or every so many seconds. Null: when somebody asks for it.',
  example: { cron: '*/15 * * * *', timezone: 'Europe/Berlin' },
} as const;
const MAPPING_PROPERTY = {
  type: 'object',
  additionalProperties: true,
  nullable: true,
  description: 'How its records become points. Null: nothing is made of them.',
  example: {
    rules: [
      {
        metric: 'revenue',
        value: { path: 'amount' },
        timestamp: { path: 'paid_at' },
        dimensions: { country: { path: 'country' } },
      },
    ],
  },
} as const;
const ENABLED_PROPERTY = { type: Boolean, description: 'Whether it may be read.' } as const;

/** A connection that is not kept, to be tried out. */
export class TryConnectionDto {
  @ApiProperty({ ...CONNECTION_PROPERTY, selfRequired: true })
  @IsDefined()
  @Allow()
  connection!: Connection;
}

/** What a source is made of. */
export class CreateDataSourceDto {
  @ApiProperty(NAME_PROPERTY)
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, NAME_MESSAGE)
  name!: string;

  @ApiPropertyOptional(TYPE_PROPERTY)
  @IfGiven()
  @IsIn(SOURCE_TYPES)
  type?: SourceType;

  @ApiProperty({ ...CONNECTION_PROPERTY, selfRequired: true })
  @IsDefined()
  @Allow()
  connection!: Connection;

  @ApiPropertyOptional({ ...SCHEDULE_PROPERTY, default: null })
  @Allow()
  schedule?: Schedule | null;

  @ApiPropertyOptional({ ...MAPPING_PROPERTY, default: null })
  @Allow()
  mapping?: object | null;

  @ApiPropertyOptional({ ...ENABLED_PROPERTY, default: true })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

/** All of a source anew: what is absent is as when it is made. */
@ApiSchema({ name: 'ReplaceDataSourceDto' })
export class ReplaceDataSourceDto extends CreateDataSourceDto {}

/** The fields that change. A connection is given whole. */
export class UpdateDataSourceDto {
  @ApiPropertyOptional(NAME_PROPERTY)
  @IfGiven()
  @IsStorableText()
  @Length(1, 200)
  @Matches(NAME, NAME_MESSAGE)
  name?: string;

  @ApiPropertyOptional(TYPE_PROPERTY)
  @IfGiven()
  @IsIn(SOURCE_TYPES)
  type?: SourceType;

  @ApiPropertyOptional(CONNECTION_PROPERTY)
  @IfGiven()
  @Allow()
  connection?: Connection;

  @ApiPropertyOptional(SCHEDULE_PROPERTY)
  @Allow()
  schedule?: Schedule | null;

  @ApiPropertyOptional(MAPPING_PROPERTY)
  @Allow()
  mapping?: object | null;

  @ApiPropertyOptional(ENABLED_PROPERTY)
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class DataSourceDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'Orders' })
  name!: string;

  @ApiProperty({ ...TYPE_PROPERTY, description: 'What kind of place it is.' })
  type!: SourceType;

  @ApiProperty({ type: String, description: 'The kind of its connection.', example: 'postgresql' })
  kind!: string;

  @ApiProperty({ ...SHOWN_CONNECTION, selfRequired: true })
  connection!: Connection;

  @ApiProperty(SCHEDULE_PROPERTY)
  schedule!: Schedule | null;

  @ApiProperty(MAPPING_PROPERTY)
  mapping!: object | null;

  @ApiProperty(ENABLED_PROPERTY)
  enabled!: boolean;

  @ApiProperty({
    type: Number,
    nullable: true,
    description:
      'Records that wait in it while it is read, as of a few seconds ago: of a stream all the time. Null where nobody reads it or nobody can say.',
    example: null,
  })
  lag!: number | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it last answered.' })
  lastSuccessAt!: Date | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it fails; null while it answers.',
    example: null,
  })
  lastError!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it last failed; null while it answers.',
  })
  lastErrorAt!: Date | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class DataSourcePageDto {
  @ApiProperty({ type: [DataSourceDto] })
  data!: DataSourceDto[];

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
