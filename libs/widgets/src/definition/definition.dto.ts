import { IsStorableText } from '@app/platform';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { DashboardFieldsDto, MAX_WIDGETS } from '@app/dashboards';
import { WidgetFieldsDto } from '../widget/widget.dto';
import { DEFINITION_KIND, DEFINITION_VERSION } from './dashboard-definition';

/** A widget of a definition. */
export class WidgetDefinitionDto extends WidgetFieldsDto {
  @ApiProperty({
    type: String,
    description: 'What the layout calls it; the import gives it a new id.',
    minLength: 1,
    maxLength: 64,
    example: 'delay-by-hour',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  @IsStorableText()
  id!: string;
}

/** A dashboard with its widgets as one document, free of owners, organizations and times. */
export class DashboardDefinitionDto {
  @ApiProperty({ type: String, enum: [DEFINITION_KIND], example: DEFINITION_KIND })
  @IsIn([DEFINITION_KIND])
  kind!: typeof DEFINITION_KIND;

  @ApiProperty({
    type: 'integer',
    description: 'Of the form of this document.',
    enum: [DEFINITION_VERSION],
    example: DEFINITION_VERSION,
  })
  @IsIn([DEFINITION_VERSION])
  version!: typeof DEFINITION_VERSION;

  @ApiProperty({
    type: DashboardFieldsDto,
    description: 'Its layout names widgets by their `id` in this document.',
  })
  @IsObject()
  @ValidateNested()
  @Type(() => DashboardFieldsDto)
  dashboard!: DashboardFieldsDto;

  @ApiProperty({ type: [WidgetDefinitionDto], maxItems: MAX_WIDGETS })
  @IsArray()
  @ArrayMaxSize(MAX_WIDGETS)
  @ArrayUnique((widget: WidgetDefinitionDto) => widget?.id, { message: 'widgets must have different ids' })
  @ValidateNested({ each: true })
  @Type(() => WidgetDefinitionDto)
  widgets!: WidgetDefinitionDto[];
}
