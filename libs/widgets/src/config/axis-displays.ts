import { IfGiven } from '@app/platform';
import { ApiPropertyOptional, ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsNumber, ValidateNested } from 'class-validator';
import { NumberDisplay } from './number-display';
import { Threshold } from './threshold';

export const LEGENDS = ['none', 'top', 'right', 'bottom'] as const;
const ORIENTATIONS = ['vertical', 'horizontal'] as const;
const MAX_THRESHOLDS = 10;

/** Options of charts with an axis of numbers. */
class AxisDisplay extends NumberDisplay {
  @ApiPropertyOptional({ enum: LEGENDS, enumName: 'Legend', example: 'bottom' })
  @IfGiven()
  @IsIn(LEGENDS)
  legend?: (typeof LEGENDS)[number];

  @ApiPropertyOptional({
    type: Number,
    description: 'Where the axis begins; absent: fits the data.',
    example: 0,
  })
  @IfGiven()
  @IsNumber()
  min?: number;

  @ApiPropertyOptional({ type: Number, description: 'Where the axis ends, above `min`.', example: 60 })
  @IfGiven()
  @IsNumber()
  max?: number;

  @ApiPropertyOptional({
    type: [Threshold],
    description: 'In ascending order of value.',
    maxItems: MAX_THRESHOLDS,
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MAX_THRESHOLDS)
  @ValidateNested({ each: true })
  @Type(() => Threshold)
  thresholds?: Threshold[];
}

export class LineDisplay extends AxisDisplay {
  @ApiPropertyOptional({ type: Boolean, description: 'Draws each point, not only the line.', example: false })
  @IfGiven()
  @IsBoolean()
  points?: boolean;
}

export class AreaDisplay extends AxisDisplay {
  @ApiPropertyOptional({ type: Boolean, description: 'Series on top of each other.', example: true })
  @IfGiven()
  @IsBoolean()
  stacked?: boolean;
}

export class BarDisplay extends AreaDisplay {
  @ApiPropertyOptional({ enum: ORIENTATIONS, enumName: 'BarOrientation', example: 'horizontal' })
  @IfGiven()
  @IsIn(ORIENTATIONS)
  orientation?: (typeof ORIENTATIONS)[number];
}

export class StatDisplay extends NumberDisplay {
  @ApiPropertyOptional({
    type: [Threshold],
    description: 'In ascending order of value.',
    maxItems: MAX_THRESHOLDS,
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MAX_THRESHOLDS)
  @ValidateNested({ each: true })
  @Type(() => Threshold)
  thresholds?: Threshold[];
}

export class GaugeDisplay extends StatDisplay {
  @ApiProperty({ type: Number, description: 'Where the scale begins.', example: 0 })
  @IsNumber()
  min!: number;

  @ApiProperty({ type: Number, description: 'Where the scale ends, above `min`.', example: 100 })
  @IsNumber()
  max!: number;
}
