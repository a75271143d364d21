import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Cell, type Column, INTERVALS, type Interval, type QueryAnswer } from './metric-query';

export class ColumnDto implements Column {
  @ApiProperty({ type: String, example: 'flights.delay' })
  name!: string;

  @ApiProperty({ enum: ['datetime', 'string', 'number'], example: 'number' })
  type!: Column['type'];

  @ApiPropertyOptional({ type: String, example: 'min' })
  unit?: string;
}

export class QueryDataDto {
  @ApiProperty({ type: [ColumnDto] })
  columns!: ColumnDto[];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { anyOf: [{ type: 'string', nullable: true }, { type: 'number' }] } },
    description: 'A cell per column. Times are the start of the bucket in UTC; null where there is no value.',
    example: [['2001-01-01T00:00:00.000Z', 11.25]],
  })
  rows!: Cell[][];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'number', nullable: true },
    description: 'By column of numbers, where the query asks for totals.',
    example: { 'flights.delay': 10.5 },
  })
  totals?: Record<string, number | null>;

  @ApiPropertyOptional({
    type: [Number],
    description:
      'Where the query asks for `top` with `other`: the indexes of the rows that stand for all groups but the top.',
    example: [5],
  })
  otherRows?: number[];
}

export class PreviousRangeDto {
  @ApiProperty({ type: String, format: 'date-time' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'The moment after the last.' })
  to!: string;
}

export class QueryMetaDto {
  @ApiProperty({ type: String, format: 'date-time', description: 'First moment of the range.' })
  from!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'The moment after the last.' })
  to!: string;

  @ApiProperty({ type: String, enum: INTERVALS, nullable: true, example: '1d' })
  interval!: Interval | null;

  @ApiProperty({ type: String, example: 'UTC' })
  timezone!: string;

  @ApiPropertyOptional({ type: PreviousRangeDto, description: 'The range that is compared with.' })
  previous?: PreviousRangeDto;

  @ApiProperty({ type: String, description: 'What answered.', example: 'raw' })
  source!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  computedAt!: string;

  @ApiProperty({ type: Number, description: 'Milliseconds.', example: 12.3 })
  tookMs!: number;

  @ApiProperty({ type: Boolean, description: 'Whether values are estimates.', example: false })
  approximate!: boolean;

  @ApiPropertyOptional({
    type: Number,
    description: 'With estimates: their greatest error relative to a value.',
    example: 0.01,
  })
  relativeError?: number;

  @ApiProperty({
    type: Boolean,
    description: 'Whether there were more rows or metrics than shown.',
    example: false,
  })
  truncated!: boolean;
}

export class QueryAnswerDto implements QueryAnswer {
  @ApiProperty({ type: QueryDataDto })
  data!: QueryDataDto;

  @ApiProperty({ type: QueryMetaDto })
  meta!: QueryMetaDto;
}
