import { ApiProperty } from '@nestjs/swagger';
import { IsHexColor, IsNumber } from 'class-validator';

/** From this value on, the colour applies. */
export class Threshold {
  @ApiProperty({ type: Number, example: 15 })
  @IsNumber()
  value!: number;

  @ApiProperty({ type: String, description: 'Hexadecimal, as in CSS.', example: '#d64545' })
  @IsHexColor()
  color!: string;
}
