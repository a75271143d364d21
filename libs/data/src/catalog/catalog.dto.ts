import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@app/platform';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { type Aggregation, DEFAULT_AGGREGATIONS } from '../query/metric-query';

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

  @ApiProperty({ type: Boolean, description: 'There are more values than those listed.', example: false })
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
