import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { type Role, ROLES } from '../principals/roles';
import { NEW_PASSWORD, PASSWORD_TEXT } from '../passwords/new-password-property';
import { EMAIL_LENGTH, IsEmailAddress } from './email';
import { USER_STATUSES, type UserStatus } from './user.entity';
import { IfGiven } from '@app/platform';

/** No control characters; at least one that shows. */
export const NAME_PATTERN = /^(?=.*\S)[^\p{Cc}]+$/u;
const CHANGEABLE_STATUSES = ['active', 'disabled'] as const;

export class UserDto {
  @ApiProperty({ type: String, format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  organizationId!: string;

  @ApiProperty({ type: String, format: 'email', example: 'ada@example.com' })
  email!: string;

  @ApiProperty({ type: String, example: 'Ada Lovelace' })
  name!: string;

  @ApiProperty({ enum: ROLES, enumName: 'Role', isArray: true, example: ['analyst'] })
  roles!: Role[];

  @ApiProperty({ enum: USER_STATUSES, enumName: 'UserStatus', example: 'active' })
  status!: UserStatus;

  @ApiProperty({ type: String, format: 'date-time' })
  createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time' })
  updatedAt!: Date;

  @ApiProperty({ type: Number, description: 'Also the ETag.', example: 1 })
  version!: number;
}

export class UserPageDto {
  @ApiProperty({ type: [UserDto] })
  data!: UserDto[];

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

export class CreateUserDto {
  @ApiProperty({
    type: String,
    format: 'email',
    maxLength: EMAIL_LENGTH,
    example: 'ada@example.com',
    description: 'Unique over all organizations; kept in lower case.',
  })
  @IsEmailAddress()
  email!: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Ada Lovelace' })
  @IsString()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name!: string;

  @ApiProperty({
    enum: ROLES,
    enumName: 'Role',
    isArray: true,
    minItems: 1,
    example: ['analyst'],
    description: 'None that allows more than you may do yourself.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];

  @ApiPropertyOptional({
    ...NEW_PASSWORD,
    description: `${PASSWORD_TEXT} With it the user is active at once; without it the user is invited by mail.`,
  })
  @IfGiven()
  @IsString()
  password?: string;
}

export class UpdateUserDto {
  @ApiPropertyOptional({
    type: String,
    format: 'email',
    maxLength: EMAIL_LENGTH,
    example: 'ada@example.com',
    description: 'A change ends the sessions of the user.',
  })
  @IfGiven()
  @IsEmailAddress()
  email?: string;

  @ApiPropertyOptional({ type: String, minLength: 1, maxLength: 200, example: 'Ada King' })
  @IfGiven()
  @IsString()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name?: string;

  @ApiPropertyOptional({
    enum: ROLES,
    enumName: 'Role',
    isArray: true,
    minItems: 1,
    example: ['viewer'],
    description: 'Replaces all roles. Takes effect at once; a new right arrives with the next access token.',
  })
  @IfGiven()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles?: Role[];

  @ApiPropertyOptional({
    enum: CHANGEABLE_STATUSES,
    example: 'disabled',
    description:
      'A disabled user cannot sign in; its sessions end at once. One that never had a password is `invited` again when it is made `active` without one.',
  })
  @IfGiven()
  @IsIn(CHANGEABLE_STATUSES)
  status?: (typeof CHANGEABLE_STATUSES)[number];

  @ApiPropertyOptional({
    ...NEW_PASSWORD,
    description: `${PASSWORD_TEXT} A change ends the sessions of the user.`,
  })
  @IfGiven()
  @IsString()
  password?: string;
}
