import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { COLUMNS, type Layout, type LayoutItem, MAX_ROWS, MAX_WIDGETS, type Position } from './layout';
import { IsStorableText } from '@app/platform';

/** A rectangle of the grid. */
export class PositionDto implements Position {
  @ApiProperty({
    type: 'integer',
    description: 'First column, from 0.',
    minimum: 0,
    maximum: COLUMNS - 1,
    example: 0,
  })
  @IsInt()
  @Min(0)
  @Max(COLUMNS - 1)
  x!: number;

  @ApiProperty({
    type: 'integer',
    description: 'First row, from 0.',
    minimum: 0,
    maximum: MAX_ROWS - 1,
    example: 0,
  })
  @IsInt()
  @Min(0)
  @Max(MAX_ROWS - 1)
  y!: number;

  @ApiProperty({
    type: 'integer',
    description: 'Columns; `x + w` is at most 12.',
    minimum: 1,
    maximum: COLUMNS,
    example: 6,
  })
  @IsInt()
  @Min(1)
  @Max(COLUMNS)
  w!: number;

  @ApiProperty({ type: 'integer', description: 'Rows.', minimum: 1, maximum: MAX_ROWS, example: 4 })
  @IsInt()
  @Min(1)
  @Max(MAX_ROWS)
  h!: number;
}

export class LayoutItemDto extends PositionDto implements LayoutItem {
  @ApiProperty({
    type: String,
    description: 'A widget of this dashboard; in a definition, the `id` of one of its widgets.',
    example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02',
    maxLength: 64,
  })
  @IsString()
  @MaxLength(64)
  @IsStorableText()
  widgetId!: string;
}

export class LayoutDto implements Layout {
  @ApiProperty({ type: 'integer', description: 'Always 12.', enum: [COLUMNS], example: COLUMNS })
  @IsIn([COLUMNS])
  columns!: typeof COLUMNS;

  @ApiProperty({
    type: [LayoutItemDto],
    description: 'No two overlap. A widget that is not named is not placed.',
    maxItems: MAX_WIDGETS,
  })
  @IsArray()
  @ArrayMaxSize(MAX_WIDGETS)
  @ValidateNested({ each: true })
  @Type(() => LayoutItemDto)
  items!: LayoutItemDto[];
}
