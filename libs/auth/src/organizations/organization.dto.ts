import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length, Matches } from 'class-validator';
import { NAME_PATTERN } from '../users/user.dto';

export class OrganizationDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, example: 'Analytical Engines' })
  name!: string;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class OrganizationPageDto {
  @ApiProperty({ type: [OrganizationDto] })
  data!: OrganizationDto[];

  @ApiProperty({
    type: 'object',
    properties: {
      limit: { type: 'integer', example: 50 },
      nextCursor: { type: 'string', nullable: true, example: null },
    },
    required: ['limit', 'nextCursor'],
    additionalProperties: false,
  })
  page!: { limit: number; nextCursor: string | null };
}

/** The fields of an organization that are given; there is one, so creating and changing look alike. */
export class OrganizationFieldsDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Analytical Engines' })
  @IsString()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name!: string;
}
