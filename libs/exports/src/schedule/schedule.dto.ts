import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import { EXPORT_FORMATS, type ExportFormat } from '../export-format';
import { DELIVERIES, type Delivery } from './schedule-record';

/** A visible character, and none that controls a terminal or ends a line of a mail's head. */
const ONE_LINE = /^(?!\s*$)[^\p{Cc}\u2028\u2029]+$/u;
const MAX_FILTERS_LENGTH = 16_000;

/** Null is a value: it takes away what was there. */
const IfValue = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined && value !== null);

const NAME = { type: String, minLength: 1, maxLength: 120, example: 'Weekly sales' } as const;
const FORMAT = {
  enum: EXPORT_FORMATS,
  description: '`pdf` and `png` of dashboards alone.',
  example: 'pdf',
} as const;
const CRON = {
  type: String,
  maxLength: 120,
  description:
    'Five fields as in crontab: minute, hour, day of the month, month, day of the week, on the clock of `timezone`; every 5 minutes at most. A local time that does not exist is run at the first instant after it, one that comes twice the first time.',
  example: '0 8 * * MON-FRI',
} as const;
const RECIPIENTS = {
  type: 'array' as const,
  items: {
    type: 'object' as const,
    properties: {
      type: { type: 'string' as const, enum: ['mail', 'webhook'] },
      address: { type: 'string' as const, format: 'email', description: 'Of `mail`.' },
    },
    required: ['type'],
  },
  minItems: 1,
  maxItems: 20,
  description:
    '`{type: "mail", address}`, and `{type: "webhook"}` for the endpoints of webhooks that ask for `export.ready`; without it they hear nothing of this schedule.',
  example: [{ type: 'mail', address: 'sales@example.com' }],
};
const DASHBOARD = {
  type: String,
  format: 'uuid',
  nullable: true,
  description: 'What is exported; or `query`.',
} as const;
const QUERY = {
  type: 'object',
  additionalProperties: true,
  nullable: true,
  description: 'A MetricQuery that is exported instead of a dashboard.',
} as const;
const ROWS = { enum: ['aggregates', 'points'], default: 'aggregates', description: 'Of a query.' } as const;
const TIMERANGE = {
  type: String,
  nullable: true,
  description: 'Replaces the time range of every widget: `<n>(m|h|d|w|mo|y)`.',
  example: '7d',
} as const;
const FILTERS = {
  type: String,
  nullable: true,
  description: 'AND-ed to the filters of dashboard and widgets.',
  example: 'region:emea',
} as const;
const TIMEZONE = {
  type: String,
  default: 'UTC',
  description: 'IANA name: of the clock that `cron` means, and of the times in a dashboard’s file.',
  example: 'Europe/Berlin',
} as const;
const DELIVERY = {
  enum: DELIVERIES,
  default: 'link',
  description: 'How mails bring the file: a link that works once, or the file itself if it is small enough.',
} as const;
const SUBJECT = {
  type: String,
  nullable: true,
  maxLength: 150,
  description: 'Of the mails; else the name.',
} as const;
const MESSAGE = {
  type: String,
  nullable: true,
  maxLength: 2_000,
  description: 'What mails say first.',
} as const;
const ENABLED = { type: Boolean, default: true } as const;

/** Body of `PATCH /export-schedules/:id`. */
export class UpdateExportScheduleDto {
  @ApiPropertyOptional(NAME)
  @IfGiven()
  @IsStorableText()
  @Length(1, 120)
  @Matches(ONE_LINE, { message: 'name must have a visible character and no control characters' })
  name?: string;

  @ApiPropertyOptional(DASHBOARD)
  @IfValue()
  @IsUUID()
  dashboardId?: string | null;

  @ApiPropertyOptional(QUERY)
  @IfValue()
  @IsObject()
  query?: Record<string, unknown> | null;

  @ApiPropertyOptional(ROWS)
  @IfGiven()
  @IsIn(['aggregates', 'points'])
  rows?: 'aggregates' | 'points';

  @ApiPropertyOptional(FORMAT)
  @IfGiven()
  @IsIn(EXPORT_FORMATS)
  format?: ExportFormat;

  @ApiPropertyOptional(TIMERANGE)
  @IfValue()
  @IsString()
  @MaxLength(200)
  timerange?: string | null;

  @ApiPropertyOptional(FILTERS)
  @IfValue()
  @IsString()
  @MaxLength(MAX_FILTERS_LENGTH)
  filters?: string | null;

  @ApiPropertyOptional(TIMEZONE)
  @IfGiven()
  @IsString()
  @MaxLength(100)
  timezone?: string;

  @ApiPropertyOptional(CRON)
  @IfGiven()
  @IsString()
  @MaxLength(120)
  cron?: string;

  @ApiPropertyOptional(RECIPIENTS)
  @Allow()
  recipients?: unknown;

  @ApiPropertyOptional(DELIVERY)
  @IfGiven()
  @IsIn(DELIVERIES)
  delivery?: Delivery;

  @ApiPropertyOptional(SUBJECT)
  @IfValue()
  @IsStorableText()
  @Length(1, 150)
  @Matches(ONE_LINE, { message: 'subject must have a visible character and no control characters' })
  subject?: string | null;

  @ApiPropertyOptional(MESSAGE)
  @IfValue()
  @IsStorableText()
  @Length(1, 2_000)
  message?: string | null;

  @ApiPropertyOptional(ENABLED)
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

/** Body of `POST /export-schedules` and of `PUT /export-schedules/:id`. */
export class CreateExportScheduleDto extends UpdateExportScheduleDto {
  @ApiProperty(NAME)
  @IsStorableText()
  @Length(1, 120)
  @Matches(ONE_LINE, { message: 'name must have a visible character and no control characters' })
  declare name: string;

  @ApiProperty(FORMAT)
  @IsIn(EXPORT_FORMATS)
  declare format: ExportFormat;

  @ApiProperty(CRON)
  @IsString()
  @MaxLength(120)
  declare cron: string;

  @ApiProperty(RECIPIENTS)
  @Allow()
  declare recipients: unknown;
}

/** A schedule of exports. */
export class ExportScheduleDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty(NAME)
  name!: string;

  @ApiProperty(DASHBOARD)
  dashboardId!: string | null;

  @ApiProperty(QUERY)
  query!: object | null;

  @ApiProperty(ROWS)
  rows!: 'aggregates' | 'points';

  @ApiProperty(FORMAT)
  format!: ExportFormat;

  @ApiProperty(TIMERANGE)
  timerange!: string | null;

  @ApiProperty(FILTERS)
  filters!: string | null;

  @ApiProperty(TIMEZONE)
  timezone!: string;

  @ApiProperty(CRON)
  cron!: string;

  @ApiProperty(RECIPIENTS)
  recipients!: object[];

  @ApiProperty(DELIVERY)
  delivery!: Delivery;

  @ApiProperty(SUBJECT)
  subject!: string | null;

  @ApiProperty(MESSAGE)
  message!: string | null;

  @ApiProperty({ type: Boolean })
  enabled!: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it was paused; enabling it again takes that away.',
  })
  pausedReason!: string | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it runs next; null while it does not.',
  })
  nextRunAt!: Date | null;

  @ApiProperty({
    type: String,
    description: 'The user or API key whose rights it runs with: who changed it last.',
  })
  ownerId!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

/** The `page` of a list. */
export const PAGE_PROPERTY = {
  type: 'object' as const,
  properties: {
    limit: { type: 'integer' as const, example: 50 },
    nextCursor: { type: 'string' as const, nullable: true, example: null },
  },
  required: ['limit', 'nextCursor'],
  additionalProperties: false,
};

/** A page of schedules, newest first. */
export class ExportSchedulePageDto {
  @ApiProperty({ type: [ExportScheduleDto] })
  data!: ExportScheduleDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
