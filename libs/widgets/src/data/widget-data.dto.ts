import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { FILTER_SCHEMAS } from '@app/dashboards';
import { type Filter, QueryDataDto, QueryMetaDto } from '@app/data';
import { ERROR_CODES, type ErrorCode } from '@app/platform';

class WidgetMetaDto extends QueryMetaDto {
  @ApiProperty({
    type: 'array',
    items: { oneOf: FILTER_SCHEMAS },
    description:
      "Filters of dashboard or request on dimensions that the widget's metrics do not have: they did not apply.",
    example: [],
  })
  ignoredFilters!: Filter[];
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
  @ApiProperty({ type: QueryDataDto, nullable: true, description: 'Null for a text widget.' })
  data!: QueryDataDto | null;

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
