import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { METRIC_SOURCE_LIMITS } from '../pushdown/metric-source';

/** Read by `parseMetricSource`. */
export class MetricSourceTableDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Schema or database; absent: where the connection begins.',
    example: 'public',
  })
  schema?: string | null;

  @ApiProperty({ type: String, example: 'orders' })
  name!: string;
}

export class MetricSourceDto {
  @ApiProperty({ type: String, format: 'uuid', example: '0199f2a0-0000-7000-8000-000000000001' })
  sourceId!: string;

  @ApiPropertyOptional({ type: MetricSourceTableDto, description: 'Either this or `sql`.' })
  table?: MetricSourceTableDto;

  @ApiPropertyOptional({
    type: String,
    maxLength: METRIC_SOURCE_LIMITS.sqlLength,
    description: 'One SELECT, without comments, parameters and backslashes. Shown to who has `source:read`.',
    example: "SELECT * FROM orders WHERE status = 'paid'",
  })
  sql?: string;

  @ApiProperty({ type: String, description: 'Column of the time of a row.', example: 'created_at' })
  time!: string;

  @ApiProperty({
    type: String,
    maxLength: METRIC_SOURCE_LIMITS.expressionLength,
    description:
      'What a row is worth: numbers, columns (`"in quotes"` where they have other characters than letters, digits and _), + - * /, parentheses, coalesce(a, b), nullif(a, b), case when column = \'text\' then a else b end. A row of which that is no finite number is no point.',
    example: 'price * quantity - coalesce(discount, 0)',
  })
  value!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Column of each dimension, at most 16.',
    example: { region: 'sales_region', product: 'sku' },
  })
  dimensions?: Record<string, string>;

  @ApiPropertyOptional({
    type: String,
    default: 'UTC',
    description: 'IANA zone of a column whose times have none.',
    example: 'Europe/Berlin',
  })
  timezone?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: METRIC_SOURCE_LIMITS.leastAgeSeconds,
    maximum: METRIC_SOURCE_LIMITS.maxAgeSeconds,
    default: METRIC_SOURCE_LIMITS.defaultAgeSeconds,
    description: 'How long an answer is taken for current: sources do not tell when rows come.',
    example: 60,
  })
  maxAgeSeconds?: number;
}
