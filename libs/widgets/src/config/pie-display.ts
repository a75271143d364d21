import { IfGiven } from '@app/platform';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { LEGENDS } from './axis-displays';
import { NumberDisplay } from './number-display';

export class PieDisplay extends NumberDisplay {
  @ApiPropertyOptional({ enum: LEGENDS, enumName: 'Legend', example: 'right' })
  @IfGiven()
  @IsIn(LEGENDS)
  legend?: (typeof LEGENDS)[number];

  @ApiPropertyOptional({ type: Boolean, description: 'With a hole in the middle.', example: true })
  @IfGiven()
  @IsBoolean()
  donut?: boolean;
}
