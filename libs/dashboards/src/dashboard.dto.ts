import {
  ApiExtraModels,
  ApiProperty,
  IntersectionType,
  OmitType,
  PartialType,
  PickType,
} from '@nestjs/swagger';
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
  MinLength,
  ValidateNested,
} from 'class-validator';
import { type Filter, MetricQueryDto } from '@app/data';
import { type Visibility, VISIBILITIES } from './dashboard';
import { FILTER_SCHEMAS } from './filter-schemas';
import { LayoutDto } from './layout.dto';
import { IsStorableText } from '@app/platform';

const MAX_FILTERS = 20;
const MAX_TAGS = 20;

/** Everything of a dashboard that its users write: the body of PUT. */
@ApiExtraModels(MetricQueryDto)
export class DashboardFieldsDto {
  @ApiProperty({
    type: String,
    description: 'Shown as its title.',
    minLength: 1,
    maxLength: 200,
    example: 'Flight delays',
  })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @IsStorableText()
  name!: string;

  @ApiProperty({
    type: String,
    maxLength: 2000,
    example: 'How late US flights were in the first days of 2001.',
  })
  @IsString()
  @MaxLength(2000)
  @IsStorableText()
  description!: string;

  @ApiProperty({ type: LayoutDto, description: 'The only truth of positions.' })
  @IsObject()
  @ValidateNested()
  @Type(() => LayoutDto)
  layout!: LayoutDto;

  @ApiProperty({
    type: 'array',
    items: { oneOf: FILTER_SCHEMAS },
    description:
      'Filters as in a MetricQuery, AND-ed to the query of each widget whose metrics have the dimension.',
    maxItems: MAX_FILTERS,
    example: [{ dimension: 'origin', operator: 'in', values: ['ATL', 'ORD'] }],
  })
  @IsArray()
  @ArrayMaxSize(MAX_FILTERS)
  filters!: Filter[];

  @ApiProperty({
    type: [String],
    description: 'Each 1 to 50 characters, none twice.',
    maxItems: MAX_TAGS,
    example: ['flights', 'demo'],
  })
  @IsArray()
  @ArrayMaxSize(MAX_TAGS)
  @ArrayUnique()
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(50, { each: true })
  @IsStorableText({ each: true })
  tags!: string[];

  @ApiProperty({
    enum: VISIBILITIES,
    enumName: 'Visibility',
    description:
      '`private`: its owner, admins and whom it is shared with see it. `organization`: everybody in the organization does.',
    example: 'organization',
  })
  @IsIn(VISIBILITIES)
  visibility!: Visibility;
}

/** Body of POST: only the name must be given. */
export class CreateDashboardDto extends IntersectionType(
  PickType(DashboardFieldsDto, ['name']),
  PartialType(OmitType(DashboardFieldsDto, ['name']), { skipNullProperties: false }),
) {}

/** Body of PATCH: what is absent stays. */
export class UpdateDashboardDto extends PartialType(DashboardFieldsDto, { skipNullProperties: false }) {}

/** A dashboard as the API answers it. */
export class DashboardDto extends DashboardFieldsDto {
  @ApiProperty({ type: String, format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' })
  id!: string;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The user who made it; null when it was not made by a user or that user is gone.',
    example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00',
  })
  ownerId!: string | null;

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
