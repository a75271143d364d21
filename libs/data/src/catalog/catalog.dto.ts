import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@app/platform';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { type Aggregation, DEFAULT_AGGREGATIONS } from '../query/metric-query';
import { ROLLUP_LIMITS } from '../rollup/rollup-limits';
import { MetricSourceDto } from './metric-source.dto';

/** No NUL character and no lone surrogate: PostgreSQL stores neither. Line breaks are welcome in a description. */
const PLAIN_TEXT = /^[^\p{Cs}\0]*$/u;
const ONE_LINE = /^[^\p{Cs}\p{Cc}]*$/u;

export class CatalogQueryDto extends PageQuery {
  @ApiPropertyOptional({
    type: String,
    description: 'Only metrics whose name or description contains this, in any case.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(ONE_LINE, { message: 'search must not contain control characters' })
  search?: string;
}

export class PutCatalogEntryDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    description: 'Unit of the values.',
    example: 'USD',
    maxLength: 50,
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  @Matches(ONE_LINE, { message: 'unit must not contain control characters' })
  unit?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'Money earned, before tax.',
    maxLength: 2_000,
  })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  @Matches(PLAIN_TEXT, { message: 'description must be well-formed text without the NUL character' })
  description?: string | null;

  @ApiPropertyOptional({
    type: String,
    enum: DEFAULT_AGGREGATIONS,
    nullable: true,
    description: 'How the metric is aggregated where a question does not say.',
    example: 'sum',
  })
  @IsOptional()
  @IsIn(DEFAULT_AGGREGATIONS)
  defaultAggregation?: Aggregation | null;

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    description:
      'Whole days that points are kept; null for ever. Older ones go at the next full hour; their rollups stay.',
    example: 400,
    minimum: 1,
    maximum: 36_500,
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(36_500)
  retentionDays?: number | null;

  @ApiPropertyOptional({
    type: 'array',
    items: {
      type: 'array',
      items: { type: 'string' },
      minItems: 1,
      maxItems: ROLLUP_LIMITS.dimensionsPerGrouping,
    },
    maxItems: ROLLUP_LIMITS.pinnedGroupings,
    description:
      'Sets of dimensions to keep rollups for, beside those that are kept by themselves. New ones are filled while the metric is in use.',
    example: [['region', 'category']],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(ROLLUP_LIMITS.pinnedGroupings)
  @IsArray({ each: true })
  rollups?: string[][] | null;

  @ApiPropertyOptional({
    type: MetricSourceDto,
    nullable: true,
    description:
      'Where the points are when they are not stored here: rows of a source, asked each time. Needs `source:write` and no data policy, as does taking it away.',
  })
  @IsOptional()
  @IsObject()
  source?: MetricSourceDto | null;
}

export class RollupDto {
  @ApiProperty({ type: [String], description: 'Sorted; none: the total.', example: ['category', 'region'] })
  dimensions!: string[];

  @ApiProperty({
    type: Boolean,
    description: 'It was asked for; the others are kept by themselves.',
    example: true,
  })
  pinned!: boolean;

  @ApiProperty({
    type: Boolean,
    description: 'False while it is filled: nothing is answered from it yet.',
    example: true,
  })
  ready!: boolean;
}

export class DimensionDto {
  @ApiProperty({ type: String, example: 'region' })
  name!: string;

  @ApiProperty({
    type: [String],
    description: 'Those that you may see, at most 100.',
    example: ['apac', 'emea'],
  })
  values!: string[];

  @ApiProperty({
    type: Boolean,
    description:
      'There are more values than those listed. With none listed: they are in a source that could not be asked.',
    example: false,
  })
  truncated!: boolean;
}

export class CatalogEntryDto {
  @ApiProperty({ type: String, example: 'revenue' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'USD' })
  unit!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Money earned, before tax.' })
  description!: string | null;

  @ApiProperty({ type: String, enum: DEFAULT_AGGREGATIONS, nullable: true, example: 'sum' })
  defaultAggregation!: Aggregation | null;

  @ApiProperty({ type: [DimensionDto] })
  dimensions!: DimensionDto[];

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Days that points are kept; null: for ever.',
    example: null,
  })
  retentionDays!: number | null;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Points begin here; what is older is known from rollups alone. Null: nothing was forgotten.',
    example: null,
  })
  pointsFrom!: string | null;

  @ApiProperty({ type: [RollupDto] })
  rollups!: RollupDto[];

  @ApiProperty({ type: MetricSourceDto, nullable: true })
  source!: MetricSourceDto | null;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class CatalogPageDto {
  @ApiProperty({ type: [CatalogEntryDto] })
  data!: CatalogEntryDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
  })
  page!: { limit: number; nextCursor: string | null };
}
