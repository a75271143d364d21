import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import {
  AGGREGATIONS,
  type Comparison,
  COMPARISONS,
  FILLS,
  type Filter,
  INTERVALS,
  type MeasureSpec,
  OPERATORS,
  type OrderBy,
  type TimeRange,
} from './metric-query';
import { QUERY_LIMITS } from './query-limits';

export class MeasureDto {
  @ApiProperty({ type: String, example: 'flights.delay' })
  metric!: string;

  @ApiProperty({ enum: AGGREGATIONS, enumName: 'Aggregation', example: 'avg' })
  aggregation!: MeasureSpec['aggregation'];

  @ApiPropertyOptional({
    type: Number,
    description: 'Needed with `percentile`: between 0 and 100, both excluded.',
    exclusiveMinimum: true,
    minimum: 0,
    exclusiveMaximum: true,
    maximum: 100,
  })
  percentile?: number;

  @ApiPropertyOptional({
    type: Boolean,
    description: 'With `percentile`: from the points themselves, not from sketches with their small error.',
  })
  exact?: boolean;

  @ApiPropertyOptional({
    type: String,
    description: 'Needed with `countDistinct`: the dimension whose values are counted.',
  })
  dimension?: string;

  @ApiPropertyOptional({
    type: String,
    description:
      'Name of the column. Else it is the metric, or `metric_aggregation` when the metric comes twice. `time` and names that begin with `$` are reserved.',
  })
  as?: string;
}

export class TimeRangeDto {
  @ApiProperty({
    type: String,
    description:
      'First moment. A date is the start of that day in the time zone; a time needs an offset or Z.',
    example: '2001-01-01',
  })
  from!: string;

  @ApiProperty({ type: String, description: 'The moment after the last.', example: '2001-01-08' })
  to!: string;
}

export class ConditionDto {
  @ApiProperty({ type: String, example: 'origin' })
  dimension!: string;

  @ApiProperty({
    enum: OPERATORS,
    enumName: 'FilterOperator',
    description: '`ne` and `notIn` hold where the dimension is missing. Text is compared exactly.',
    example: 'in',
  })
  operator!: (typeof OPERATORS)[number];

  @ApiPropertyOptional({
    type: [String],
    description: `One value; for \`in\` and \`notIn\` up to ${QUERY_LIMITS.valuesPerFilter}; for \`exists\` "true" or "false".`,
    example: ['ATL', 'ORD'],
  })
  values?: string[];
}

@ApiExtraModels(ConditionDto)
export class OrDto {
  @ApiProperty({
    type: 'array',
    minItems: 1,
    items: { oneOf: filterSchemas() },
    description: 'At least one holds.',
  })
  or!: Filter[];
}

@ApiExtraModels(ConditionDto)
export class AndDto {
  @ApiProperty({ type: 'array', minItems: 1, items: { oneOf: filterSchemas() }, description: 'All hold.' })
  and!: Filter[];
}

export class OrderByDto {
  @ApiProperty({ type: String, description: 'A column of the answer.', example: 'flights.delay' })
  column!: string;

  @ApiPropertyOptional({ enum: ['asc', 'desc'], description: 'Default: asc. Nulls are last either way.' })
  direction?: OrderBy['direction'];
}

export class HavingDto {
  @ApiProperty({ type: String, description: 'A column of numbers of the answer.', example: 'flights.delay' })
  column!: string;

  @ApiProperty({
    enum: COMPARISONS,
    enumName: 'HavingOperator',
    description: 'Null fulfils none but `ne`.',
    example: 'gt',
  })
  operator!: (typeof COMPARISONS)[number];

  @ApiProperty({ type: Number, example: 10 })
  value!: number;
}

export class TopDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: QUERY_LIMITS.top, example: 5 })
  n!: number;

  @ApiPropertyOptional({
    type: String,
    description: 'The measure whose value over the whole range decides. Default: the first.',
    example: 'flights.delay',
  })
  by?: string;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Whether the rest is one group more, `$other` in every group column (`otherRows` tells which rows), or left out. Default: false.',
  })
  other?: boolean;
}

export class ShiftDto {
  @ApiProperty({
    type: String,
    pattern: '^[1-9]\\d{0,5}(m|h|d|w|mo|y)$',
    description: `How much earlier: days and longer on the time zone's calendar. At most ${QUERY_LIMITS.rangeYears} years.`,
    example: '7d',
  })
  shift!: string;
}

/**
 * A question about metrics, as JSON. For documentation: `parseMetricQuery` judges it. Defaults stand in the descriptions:
 * client generators make a member with a `default` required.
 */
@ApiExtraModels(TimeRangeDto, ConditionDto, OrDto, AndDto, ShiftDto)
export class MetricQueryDto {
  @ApiProperty({ type: [MeasureDto], minItems: 1, maxItems: QUERY_LIMITS.metrics })
  metrics!: MeasureDto[];

  @ApiPropertyOptional({
    oneOf: [
      { type: 'string', pattern: '^[1-9]\\d{0,5}(m|h|d|w|mo|y)$' },
      { $ref: '#/components/schemas/TimeRangeDto' },
    ],
    description: `Default: 30d. Relative, \`<n>(m|h|d|w|mo|y)\`, ending at now rounded up to the interval's boundary; or half-open from and to. At most ${QUERY_LIMITS.rangeYears} years.`,
    example: { from: '2001-01-01', to: '2001-01-08' },
  })
  timeRange?: TimeRange;

  @ApiPropertyOptional({
    enum: [...INTERVALS, 'auto'],
    description:
      'Length of a bucket; `auto` takes the shortest that makes at most `maxDataPoints`. Absent: one row per group.',
    example: '1d',
  })
  interval?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: QUERY_LIMITS.buckets,
    description: `With the interval \`auto\`. Default: ${QUERY_LIMITS.defaultDataPoints}.`,
  })
  maxDataPoints?: number;

  @ApiPropertyOptional({ type: String, description: 'IANA name. Default: UTC.', example: 'Europe/Berlin' })
  timezone?: string;

  @ApiPropertyOptional({ enum: ['monday', 'sunday'], description: 'Default: monday.' })
  weekStart?: 'monday' | 'sunday';

  @ApiPropertyOptional({
    type: [String],
    description: `Up to ${QUERY_LIMITS.groupBy} dimensions, and \`date\` for a row per day or interval. A point that lacks a dimension belongs to null.`,
    example: ['origin'],
  })
  groupBy?: string[];

  @ApiPropertyOptional({
    type: 'array',
    items: { oneOf: filterSchemas() },
    description: `AND-ed; at most ${QUERY_LIMITS.filters} conditions in all.`,
  })
  filters?: Filter[];

  @ApiPropertyOptional({
    type: [HavingDto],
    maxItems: QUERY_LIMITS.having,
    description: 'Conditions on the rows, AND-ed; applied before `limit`.',
  })
  having?: HavingDto[];

  @ApiPropertyOptional({ type: [OrderByDto], description: 'Else by time, then by the groups.' })
  orderBy?: OrderByDto[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: QUERY_LIMITS.rows,
    description: `Most rows; \`meta.truncated\` tells when there were more. Default: ${QUERY_LIMITS.defaultRows}.`,
  })
  limit?: number;

  @ApiPropertyOptional({ type: TopDto, description: 'Only the greatest groups. Needs `groupBy`.' })
  top?: TopDto;

  @ApiPropertyOptional({
    enum: FILLS,
    description:
      'What stands in buckets without points: no row (`none`, the default), null, 0, or the last value of the group before. A count is 0 there in any case.',
  })
  fill?: (typeof FILLS)[number];

  @ApiPropertyOptional({
    oneOf: [{ type: 'string', enum: ['previous_period'] }, { $ref: '#/components/schemas/ShiftDto' }],
    description:
      'Adds for each measure `…_previous`, `…_delta` and `…_ratio`: what it was in the bucket of the same number of an earlier range, the difference to that and the quotient with it.',
    example: 'previous_period',
  })
  compare?: Comparison;

  @ApiPropertyOptional({
    type: Boolean,
    description:
      'Adds `totals`: each measure over all that the filters let through, computed and not added up.',
  })
  totals?: boolean;
}

export function filterSchemas(): { $ref: string }[] {
  return ['ConditionDto', 'OrDto', 'AndDto'].map((name) => ({ $ref: getSchemaPath(name) }));
}
