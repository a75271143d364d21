import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '@app/platform';

class ColumnDto {
  @ApiProperty({ type: String, example: 'flights.delay' })
  name!: string;

  @ApiProperty({ type: String, enum: ['datetime', 'string', 'number'], example: 'number' })
  type!: string;

  @ApiProperty({ type: String, required: false, example: 'minutes' })
  unit?: string;
}

class WidgetRowsDto {
  @ApiProperty({ type: [ColumnDto] })
  columns!: ColumnDto[];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { oneOf: [{ type: 'string' }, { type: 'number' }], nullable: true } },
    description: 'One cell per column; times are ISO 8601 UTC.',
    example: [['2001-01-01T00:00:00.000Z', 8.4]],
  })
  rows!: (string | number | null)[][];
}

class WidgetMetaDto {
  @ApiProperty({ type: String, format: 'date-time', example: '2001-01-01T00:00:00.000Z' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2001-01-11T00:00:00.000Z' })
  to!: string;

  @ApiProperty({ type: String, nullable: true, example: '1h' })
  interval!: string | null;

  @ApiProperty({ type: String, example: 'UTC' })
  timezone!: string;

  @ApiProperty({ type: String, description: 'What answered.', example: 'raw' })
  source!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  computedAt!: string;

  @ApiProperty({ type: Number, description: 'Milliseconds.', example: 12.5 })
  tookMs!: number;

  @ApiProperty({ type: Boolean, example: false })
  approximate!: boolean;

  @ApiProperty({ type: Boolean, example: false })
  truncated!: boolean;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description:
      "Filters of dashboard or request on dimensions that the widget's metrics do not have: they did not apply.",
    example: [],
  })
  ignoredFilters!: object[];
}

class WidgetErrorDto {
  @ApiProperty({
    type: String,
    enum: Object.keys(ERROR_CODES),
    enumName: 'ErrorCode',
    example: 'QUERY_TIMEOUT',
  })
  code!: ErrorCode;

  @ApiProperty({ type: String, example: 'Query timeout' })
  title!: string;

  @ApiProperty({ type: String, required: false, description: 'Absent with `INTERNAL_ERROR`.' })
  detail?: string;

  @ApiProperty({
    type: 'array',
    required: false,
    items: {
      type: 'object',
      properties: { pointer: { type: 'string' }, message: { type: 'string' } },
      required: ['pointer', 'message'],
    },
  })
  errors?: { pointer: string; message: string }[];
}

/** `GET /widgets/:id/data`. */
export class WidgetDataDto {
  @ApiProperty({ type: WidgetRowsDto, nullable: true, description: 'Null for a text widget.' })
  data!: WidgetRowsDto | null;

  @ApiProperty({ type: WidgetMetaDto, nullable: true })
  meta!: WidgetMetaDto | null;
}

class WidgetAnswerDto extends WidgetDataDto {
  @ApiProperty({ type: String, enum: ['ok', 'error'], example: 'ok' })
  status!: 'ok' | 'error';

  @ApiProperty({
    type: WidgetErrorDto,
    nullable: true,
    description: 'Null when the status is `ok`.',
    example: null,
  })
  error!: WidgetErrorDto | null;
}

@ApiExtraModels(WidgetAnswerDto)
class DashboardWidgetsDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(WidgetAnswerDto) },
    description: 'By widget id.',
  })
  widgets!: Record<string, WidgetAnswerDto>;
}

class DashboardDataMetaDto {
  @ApiProperty({ type: String, format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  dashboardId!: string;

  @ApiProperty({ type: 'integer', description: 'Of the dashboard.', example: 4 })
  version!: number;

  @ApiProperty({ type: 'integer', example: 5 })
  widgets!: number;

  @ApiProperty({ type: 'integer', description: 'Widgets whose status is `error`.', example: 0 })
  failed!: number;

  @ApiProperty({ type: 'integer', description: 'Different queries that were asked.', example: 4 })
  queries!: number;

  @ApiProperty({ type: String, format: 'date-time' })
  computedAt!: string;

  @ApiProperty({ type: Number, description: 'Milliseconds.', example: 31.2 })
  tookMs!: number;
}

/** `GET /dashboards/:id/data`. */
export class DashboardDataDto {
  @ApiProperty({ type: DashboardWidgetsDto })
  data!: DashboardWidgetsDto;

  @ApiProperty({ type: DashboardDataMetaDto })
  meta!: DashboardDataMetaDto;
}
