import { IfGiven } from '@app/platform';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';

/** Options of everything that writes numbers. */
export class NumberDisplay {
  @ApiPropertyOptional({
    type: String,
    description: 'Shown behind numbers; absent: the unit of the metric.',
    maxLength: 32,
    example: 'min',
  })
  @IfGiven()
  @IsString()
  @MaxLength(32)
  unit?: string;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Digits after the point; absent: as many as fit.',
    minimum: 0,
    maximum: 10,
    example: 1,
  })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(10)
  decimals?: number;
}
