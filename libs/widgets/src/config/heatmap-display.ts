import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNumber } from 'class-validator';
import { IsGiven } from './is-given';
import { NumberDisplay } from './number-display';

const PALETTES = ['sequential', 'diverging'] as const;

export class HeatmapDisplay extends NumberDisplay {
  @ApiPropertyOptional({
    enum: PALETTES,
    enumName: 'HeatmapPalette',
    description: '`diverging` has its middle at 0.',
    example: 'sequential',
  })
  @IsGiven()
  @IsIn(PALETTES)
  palette?: (typeof PALETTES)[number];

  @ApiPropertyOptional({
    type: Number,
    description: 'Value of the first colour; absent: the smallest.',
    example: 0,
  })
  @IsGiven()
  @IsNumber()
  min?: number;

  @ApiPropertyOptional({
    type: Number,
    description: 'Value of the last colour, above `min`; absent: the greatest.',
    example: 30,
  })
  @IsGiven()
  @IsNumber()
  max?: number;
}
