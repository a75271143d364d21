import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  Allow,
  IsBoolean,
  IsIn,
  IsNumber,
  IsObject,
  IsString,
  Length,
  Matches,
  ValidateIf,
} from 'class-validator';
import { IfGiven, IsStorableText } from '@app/platform';
import { ERROR_POLICIES, type ErrorPolicy, NO_DATA_POLICIES, type NoDataPolicy } from '../core/advance';
import { SERIES_STATUSES, type SeriesStatus } from '../core/series-state';
import { BUILT_IN_KINDS, type BuiltInKind } from '../builtin/built-in-kinds';
import { type AlertTemplates, PLACEHOLDERS } from '../notification/alert-templates';
import { SEVERITIES, type Severity } from './definition';

/** A visible character, and none that controls a terminal or ends a line of a mail's head. */
const NAME = /^(?!\s*$)[^\p{Cc}\u2028\u2029]+$/u;
const NAME_MESSAGE = { message: 'name must have a visible character and no control characters' };

const NAME_PROPERTY = { type: String, minLength: 1, maxLength: 120, example: 'Revenue fell' } as const;
const QUERY_PROPERTY = {
  type: 'object',
  additionalProperties: true,
  description:
    'A MetricQuery: one number per group over a range that ends now: a relative `timeRange`, without `interval`, `compare`, `top`, `totals`, `having`, `fill`, `orderBy`, `limit`. Each group is a series with a state of its own.',
  example: { metrics: [{ metric: 'revenue', aggregation: 'sum' }], timeRange: '15m' },
} as const;
const CONDITION_PROPERTY = {
  type: 'object',
  additionalProperties: true,
  description:
    '`{operator: "gt"|"lt", value}`, `{operator: "between", from, to}`, `{operator: "change", percent, direction: "up"|"down"|"any"}` against the period before, or `{operator: "noData"}`. `column` names the column where the query has several measures.',
  example: { operator: 'lt', value: 100 },
} as const;
const FOR_PROPERTY = {
  type: String,
  default: '0s',
  description:
    'How long the condition must hold without a break before it fires: `<n>s`, `<n>m`, `<n>h`, `<n>d`.',
  example: '5m',
} as const;
const RECOVER_PROPERTY = {
  type: Number,
  nullable: true,
  default: null,
  description:
    'Threshold of recovery: a value with `gt` and `lt`, a distance with `between`, a percentage with `change`. What fires goes on until it is reached. Null: the condition itself decides.',
  example: 120,
} as const;
const NO_DATA_PROPERTY = {
  enum: [...NO_DATA_POLICIES],
  enumName: 'NoDataPolicy',
  default: 'noData',
  description: 'What no data means: a state of its own, an alarm, all well, or what was before.',
} as const;
const ERROR_PROPERTY = {
  enum: [...ERROR_POLICIES],
  enumName: 'AlertErrorPolicy',
  default: 'error',
  description: 'What a query that fails means.',
} as const;
const INTERVAL_PROPERTY = {
  type: String,
  default: '1m',
  description:
    'How often it is evaluated at least, from `10s` to `1d`; besides that whenever its points change.',
  example: '1m',
} as const;
const REPEAT_PROPERTY = {
  type: String,
  nullable: true,
  default: null,
  description: 'After how long an alarm that lasts is told of once more, from `1m`; null: never.',
  example: '4h',
} as const;
const LABELS_PROPERTY = {
  type: 'object',
  additionalProperties: { type: 'string' },
  description: 'At most 20, told along.',
  example: { team: 'sales' },
} as const;
const CHANNELS_PROPERTY = {
  type: 'array',
  items: { type: 'object', additionalProperties: true },
  description:
    '`{type: "mail", to: [addresses]}`, `{type: "admins"}`, a mail to each administrator that there is then, and `{type: "slack", url}`, an incoming webhook of Slack or whatever reads the same JSON. URLs are shown masked; a masked one sent back stays what it was. Endpoints of webhooks hear `alert.*` in any case.',
  example: [{ type: 'mail', to: ['on-call@example.com'] }],
} as const;
const TEMPLATES_PROPERTY = {
  type: 'object',
  additionalProperties: { type: 'string', nullable: true },
  description: `\`{title, body}\`: plain texts with placeholders ${PLACEHOLDERS.map((each) => `\`{{${each}}}\``).join(' ')} \`{{labels.<name>}}\` \`{{group.<dimension>}}\` (of the first series), that take the place of the usual texts of mails and chats; null: the usual one.`,
  example: { title: '{{state}}: {{name}}', body: '{{series}}' },
} as const;
const SEVERITY_PROPERTY = { enum: [...SEVERITIES], enumName: 'AlertSeverity', default: 'warning' } as const;

export class UpdateAlertDto {
  @ApiPropertyOptional(NAME_PROPERTY)
  @IfGiven()
  @IsStorableText()
  @Length(1, 120)
  @Matches(NAME, NAME_MESSAGE)
  name?: string;

  @ApiPropertyOptional(QUERY_PROPERTY)
  @IfGiven()
  @IsObject()
  query?: Record<string, unknown>;

  @ApiPropertyOptional(CONDITION_PROPERTY)
  @IfGiven()
  @IsObject()
  condition?: Record<string, unknown>;

  @ApiPropertyOptional(FOR_PROPERTY)
  @IfGiven()
  @IsString()
  for?: string;

  @ApiPropertyOptional(RECOVER_PROPERTY)
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsNumber()
  recover?: number | null;

  @ApiPropertyOptional(NO_DATA_PROPERTY)
  @IfGiven()
  @IsIn(NO_DATA_POLICIES)
  noData?: NoDataPolicy;

  @ApiPropertyOptional(ERROR_PROPERTY)
  @IfGiven()
  @IsIn(ERROR_POLICIES)
  error?: ErrorPolicy;

  @ApiPropertyOptional(INTERVAL_PROPERTY)
  @IfGiven()
  @IsString()
  interval?: string;

  @ApiPropertyOptional(REPEAT_PROPERTY)
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  repeat?: string | null;

  @ApiPropertyOptional(SEVERITY_PROPERTY)
  @IfGiven()
  @IsIn(SEVERITIES)
  severity?: Severity;

  @ApiPropertyOptional(LABELS_PROPERTY)
  @IfGiven()
  @IsObject()
  labels?: Record<string, string>;

  @ApiPropertyOptional(CHANNELS_PROPERTY)
  @Allow()
  channels?: unknown;

  @ApiPropertyOptional(TEMPLATES_PROPERTY)
  @IfGiven()
  @IsObject()
  templates?: Record<string, unknown>;

  @ApiPropertyOptional({ type: Boolean, default: true })
  @IfGiven()
  @IsBoolean()
  enabled?: boolean;
}

export class CreateAlertDto extends UpdateAlertDto {
  @ApiProperty(NAME_PROPERTY)
  @IsStorableText()
  @Length(1, 120)
  @Matches(NAME, NAME_MESSAGE)
  declare name: string;

  @ApiProperty(QUERY_PROPERTY)
  @IsObject()
  declare query: Record<string, unknown>;

  @ApiProperty(CONDITION_PROPERTY)
  @IsObject()
  declare condition: Record<string, unknown>;
}

export class SilenceAlertDto {
  @ApiProperty({
    type: String,
    description: 'For how long nothing is told, up to `30d`; `0s` ends a silence.',
    example: '2h',
  })
  @IsString()
  for!: string;

  @ApiPropertyOptional({ type: String, maxLength: 500, example: 'The shop is being rebuilt' })
  @IfGiven()
  @IsStorableText()
  @Length(1, 500)
  reason?: string;
}

export class AlertDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty(NAME_PROPERTY)
  name!: string;

  @ApiProperty({
    type: String,
    enum: [...BUILT_IN_KINDS],
    nullable: true,
    description: 'What it watches if Vitrine itself made it: sources, queues or alerts. Null for all others.',
  })
  builtIn!: BuiltInKind | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: `${QUERY_PROPERTY.description} Null for what is built in.`,
  })
  query!: object | null;

  @ApiProperty({ ...CONDITION_PROPERTY, nullable: true })
  condition!: object | null;

  @ApiProperty(FOR_PROPERTY)
  for!: string;

  @ApiProperty(RECOVER_PROPERTY)
  recover!: number | null;

  @ApiProperty(NO_DATA_PROPERTY)
  noData!: NoDataPolicy;

  @ApiProperty(ERROR_PROPERTY)
  error!: ErrorPolicy;

  @ApiProperty(INTERVAL_PROPERTY)
  interval!: string;

  @ApiProperty(REPEAT_PROPERTY)
  repeat!: string | null;

  @ApiProperty(SEVERITY_PROPERTY)
  severity!: Severity;

  @ApiProperty(LABELS_PROPERTY)
  labels!: Record<string, string>;

  @ApiProperty(CHANNELS_PROPERTY)
  channels!: object[];

  @ApiProperty(TEMPLATES_PROPERTY)
  templates!: AlertTemplates;

  @ApiProperty({ type: Boolean })
  enabled!: boolean;

  @ApiProperty({
    enum: [...SERIES_STATUSES],
    enumName: 'AlertState',
    description: 'The worst of its series.',
  })
  state!: SeriesStatus;

  @ApiProperty({
    type: String,
    description: 'The user or API key whose rights it runs with: who changed it last.',
  })
  ownerId!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  silencedUntil!: Date | null;

  @ApiProperty({ type: String, nullable: true })
  silenceReason!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  evaluatedAt!: Date | null;

  @ApiProperty({ type: String, nullable: true, description: 'Why the last evaluation failed.' })
  lastError!: string | null;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
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

export class AlertPageDto {
  @ApiProperty({ type: [AlertDto] })
  data!: AlertDto[];

  @ApiProperty(PAGE_PROPERTY)
  page!: { limit: number; nextCursor: string | null };
}
