import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { AGGREGATIONS, INTERVALS } from '../../query/metric-query';
import { type QueryShape, RANGE_CLASSES, type RangeClass, type ShapeMeasure } from '../shapes/query-shape';
import { SuggestionDto } from '../suggestion.dto';
import type { RankedSuggestion } from './merge-findings';
import type { SuggestionList } from './organization-suggestions';

export class ShapeMeasureDto implements ShapeMeasure {
  @ApiProperty({ type: String, example: 'flights.delay' })
  metric!: string;

  @ApiProperty({ type: String, enum: AGGREGATIONS })
  aggregation!: ShapeMeasure['aggregation'];

  @ApiPropertyOptional({ type: Number })
  percentile?: number;

  @ApiPropertyOptional({ type: Boolean })
  exact?: true;

  @ApiPropertyOptional({ type: String })
  dimension?: string;
}

export class QueryShapeDto implements QueryShape {
  @ApiProperty({ type: [ShapeMeasureDto], description: 'At most ten.' })
  metrics!: ShapeMeasureDto[];

  @ApiProperty({ type: 'integer', description: 'Metrics beyond those.', example: 0 })
  moreMetrics!: number;

  @ApiProperty({ type: [String], example: ['destination'] })
  groupBy!: string[];

  @ApiProperty({ type: [String], description: 'Dimensions that filters look at.', example: ['origin'] })
  filters!: string[];

  @ApiProperty({ type: [String], description: 'Dimensions that data policies look at.', example: [] })
  policy!: string[];

  @ApiProperty({ type: String, enum: INTERVALS, nullable: true })
  interval!: QueryShape['interval'];

  @ApiProperty({ type: String, nullable: true, example: 'UTC' })
  timezone!: string | null;

  @ApiProperty({ enum: RANGE_CLASSES, description: 'The range is at most so long.', example: '31d' })
  range!: RangeClass;

  @ApiProperty({ type: Boolean, example: false })
  top!: boolean;

  @ApiProperty({ type: Boolean, example: false })
  compare!: boolean;

  @ApiProperty({ type: String, description: 'What answered.', example: 'raw' })
  level!: string;
}

export class RankedSuggestionDto extends SuggestionDto implements RankedSuggestion {
  @ApiProperty({
    type: Number,
    description: 'Part of all query time that the questions took.',
    example: 0.41,
  })
  share!: number;

  @ApiProperty({ type: Number, description: 'Part of all query time that it would spare.', example: 0.4 })
  saves!: number;

  @ApiProperty({ type: 'integer', description: 'Questions that it helps.', example: 1_204 })
  queries!: number;

  @ApiProperty({ type: 'integer', description: 'What they took, in milliseconds.' })
  totalMs!: number;

  @ApiProperty({ type: 'integer', description: 'What the longest took.' })
  maxMs!: number;

  @ApiProperty({ type: [QueryShapeDto] })
  shapes!: QueryShapeDto[];
}

export class SuggestionListDto implements SuggestionList {
  @ApiProperty({ type: String, format: 'date', description: 'First day that was looked at, UTC.' })
  from!: string;

  @ApiProperty({ type: String, format: 'date', description: 'Last day.' })
  to!: string;

  @ApiProperty({ type: 'integer', description: 'Questions that were computed, not answered from the cache.' })
  queries!: number;

  @ApiProperty({ type: 'integer', description: 'What they took, in milliseconds.' })
  totalMs!: number;

  @ApiProperty({ type: Number, description: 'Part of that time of the shapes that were planned again.' })
  lookedAt!: number;

  @ApiProperty({ type: [RankedSuggestionDto], description: 'Those that spare most first.' })
  suggestions!: RankedSuggestionDto[];

  @ApiPropertyOptional({ type: String, description: 'Why there are none.' })
  nothing?: string;
}
