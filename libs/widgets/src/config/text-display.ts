import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

export class TextDisplay {
  @ApiProperty({
    type: String,
    description: 'Markdown. Whoever renders it makes its HTML safe.',
    minLength: 1,
    maxLength: 10_000,
    example: '## Notes',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  markdown!: string;
}
