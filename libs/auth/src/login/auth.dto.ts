import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import { IsPassword } from '../passwords/is-password';
import { NEW_PASSWORD } from '../passwords/new-password-property';
import { PASSWORD_MAX } from '../passwords/password-rules';
import { type Permission, PERMISSIONS } from '../principals/permission';
import { EMAIL_LENGTH, IsEmailAddress } from '../users/email';
import { UserDto } from '../users/user.dto';

const REFRESH_TOKEN_EXAMPLE = 'pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA';

export class LoginDto {
  @ApiProperty({ type: String, format: 'email', maxLength: EMAIL_LENGTH, example: 'ada@example.com' })
  @IsEmailAddress()
  email!: string;

  @ApiProperty({
    type: String,
    format: 'password',
    writeOnly: true,
    minLength: 1,
    maxLength: PASSWORD_MAX,
    example: 'three teal otters waltz',
  })
  @IsPassword()
  password!: string;
}

export class RefreshDto {
  @ApiProperty({
    type: String,
    minLength: 1,
    maxLength: 200,
    description: 'The last one given. Each works once, and again for the same client within ten seconds.',
    example: REFRESH_TOKEN_EXAMPLE,
  })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  refreshToken!: string;
}

export class ChangePasswordDto {
  @ApiProperty({
    type: String,
    format: 'password',
    writeOnly: true,
    minLength: 1,
    maxLength: PASSWORD_MAX,
    example: 'correct horse battery staple',
  })
  @IsPassword()
  currentPassword!: string;

  @ApiProperty(NEW_PASSWORD)
  @IsString()
  newPassword!: string;
}

export class MeDto extends UserDto {
  @ApiProperty({
    enum: PERMISSIONS,
    enumName: 'Permission',
    isArray: true,
    description: 'What this token may do right now.',
    example: ['dashboard:read', 'widget:read', 'data:read'],
  })
  permissions!: Permission[];
}

export class TokensDto {
  @ApiProperty({ type: String, description: 'JWT for `Authorization: Bearer`.' })
  accessToken!: string;

  @ApiProperty({ type: String, enum: ['Bearer'], example: 'Bearer' })
  tokenType!: 'Bearer';

  @ApiProperty({ type: Number, description: 'Life of the access token in seconds.', example: 900 })
  expiresIn!: number;

  @ApiProperty({
    type: String,
    description: 'For `POST /auth/refresh`. Keep it secret.',
    example: REFRESH_TOKEN_EXAMPLE,
  })
  refreshToken!: string;

  @ApiProperty({ type: () => UserDto })
  user!: UserDto;
}
