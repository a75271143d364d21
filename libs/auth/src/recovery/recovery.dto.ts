import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IfGiven } from '@app/platform';
import { IsString, Length, Matches, MaxLength, MinLength } from 'class-validator';
import { NEW_PASSWORD } from '../passwords/new-password-property';
import { EMAIL_LENGTH, IsEmailAddress } from '../users/email';
import { NAME_PATTERN } from '../users/user.dto';

const TOKEN = {
  type: String,
  writeOnly: true,
  minLength: 1,
  maxLength: 200,
  description: 'From the mail. Good once.',
  example: 'pU5sDSr7wYQ1rJw3Yv2vkq3mO8v1tZ0nXb6cHf9eLgA',
} as const;

export class ForgotPasswordDto {
  @ApiProperty({ type: String, format: 'email', maxLength: EMAIL_LENGTH, example: 'ada@example.com' })
  @IsEmailAddress()
  email!: string;
}

export class ResetPasswordDto {
  @ApiProperty(TOKEN)
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  token!: string;

  @ApiProperty(NEW_PASSWORD)
  @IsString()
  password!: string;
}

export class AcceptInvitationDto extends ResetPasswordDto {
  @ApiPropertyOptional({
    type: String,
    minLength: 1,
    maxLength: 200,
    example: 'Ada King',
    description: 'Instead of the name that the invitation gave.',
  })
  @IfGiven()
  @IsString()
  @Length(1, 200)
  @Matches(NAME_PATTERN, { message: 'name must have a visible character and no control characters' })
  name?: string;
}
