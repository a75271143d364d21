import { IfGiven } from '@app/platform';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber } from 'class-validator';
import { NumberDisplay } from './number-display';

const PALETTES = ['sequential', 'diverging'] as const;

export class HeatmapDisplay extends NumberDisplay {
  @ApiPropertyOptional({
    enum: PALETTES,
    enumName: 'HeatmapPalette',
    description: '`diverging` has its middle at 0.',
    example: 'sequential',
  })
  @IfGiven()
  @IsIn(PALETTES)
  palette?: (typeof PALETTES)[number];

  @ApiPropertyOptional({
    type: Number,
    description: 'Value of the first colour; absent: the smallest.',
    example: 0,
  })
  @IfGiven()
  @IsNumber()
  min?: number;

  @ApiPropertyOptional({
    type: Number,
    description: 'Value of the last colour, above `min`; absent: the greatest.',
    example: 30,
  })
  @IfGiven()
  @IsNumber()
  max?: number;
}
