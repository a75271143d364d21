import { IfGiven, IsStorableText } from '@app/platform';
import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { PositionDto } from '@app/dashboards';
import type { WidgetConfig } from '../config/widget-config';
import { WidgetConfigDto } from '../config/widget-config.dto';
import { WIDGET_TYPES, type WidgetType } from '../config/widget-type';

/** Everything of a widget that its users write: the body of PUT. */
export class WidgetFieldsDto {
  @ApiProperty({ enum: WIDGET_TYPES, enumName: 'WidgetType', example: 'line' })
  @IsIn(WIDGET_TYPES)
  type!: WidgetType;

  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Average delay by hour' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @IsStorableText()
  title!: string;

  @ApiProperty({ type: WidgetConfigDto })
  @IsObject()
  config!: WidgetConfig;
}

/** Body of POST. */
export class CreateWidgetDto extends WidgetFieldsDto {
  @ApiProperty({ type: String, format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  @IsString()
  dashboardId!: string;

  @ApiPropertyOptional({
    type: PositionDto,
    description: "Written into the dashboard's layout; absent: a free place at the bottom.",
  })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => PositionDto)
  position?: PositionDto;
}

/** Body of PATCH: what is absent stays. */
export class UpdateWidgetDto extends PartialType(WidgetFieldsDto, { skipNullProperties: false }) {}

/** A widget as the API answers it. */
export class WidgetDto extends WidgetFieldsDto {
  @ApiProperty({ type: String, format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f02' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  dashboardId!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-23T18:00:00.000Z' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-23T18:00:00.000Z' })
  updatedAt!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Counts its changes; the ETag is made of it.',
    minimum: 1,
    example: 1,
  })
  version!: number;
}

class WidgetPageInfoDto {
  @ApiProperty({ type: 'integer', example: 50 })
  limit!: number;

  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

/** One page of widgets. */
export class WidgetPageDto {
  @ApiProperty({ type: [WidgetDto] })
  data!: WidgetDto[];

  @ApiProperty({ type: WidgetPageInfoDto })
  page!: WidgetPageInfoDto;
}
