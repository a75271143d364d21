import { IfGiven } from '@app/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { NumberDisplay } from './number-display';

const MAX_COLUMNS = 20;

export class TableColumn extends NumberDisplay {
  @ApiProperty({
    type: String,
    description: 'A column of the answer: `time`, a groupBy, a metric’s `as`, or what `compare` adds.',
    maxLength: 200,
    example: 'origin',
  })
  @IsString()
  @MaxLength(200)
  name!: string;

  @ApiPropertyOptional({
    type: String,
    description: 'Its heading; absent: its name.',
    maxLength: 100,
    example: 'From',
  })
  @IfGiven()
  @IsString()
  @MaxLength(100)
  title?: string;

  @ApiPropertyOptional({ type: Boolean, example: false })
  @IfGiven()
  @IsBoolean()
  hidden?: boolean;
}

export class TableDisplay {
  @ApiPropertyOptional({
    type: [TableColumn],
    description: 'In the order shown; columns that are not named come after them.',
    maxItems: MAX_COLUMNS,
  })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MAX_COLUMNS)
  @ArrayUnique((column: TableColumn) => column?.name)
  @ValidateNested({ each: true })
  @Type(() => TableColumn)
  columns?: TableColumn[];
}
