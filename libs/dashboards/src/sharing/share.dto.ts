import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsUUID, ValidateNested } from 'class-validator';
import { type Role, ROLES } from '@app/auth';
import { IfGiven } from '@app/platform';
import { SHARED_ACCESS, type SharedAccess } from './dashboard-access';

const MOST_SHARES = 200;

/** One user or one role, and what it may do. */
export class ShareDto {
  @ApiPropertyOptional({
    type: String,
    format: 'uuid',
    description: 'A user of the organization. Either this or `role`.',
    example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f00',
  })
  @IfGiven()
  @IsUUID()
  userId?: string;

  @ApiPropertyOptional({
    type: String,
    enum: ROLES,
    description: 'Everybody in the organization who has it. Either this or `userId`.',
    example: 'viewer',
  })
  @IfGiven()
  @IsIn(ROLES)
  role?: Role;

  @ApiProperty({
    type: String,
    enum: SHARED_ACCESS,
    description: 'At most what the permissions of the roles allow: a viewer with `write` reads.',
    example: 'read',
  })
  @IsIn(SHARED_ACCESS)
  access!: SharedAccess;
}

/** With whom a dashboard is shared. */
export class SharesDto {
  @ApiProperty({ type: [ShareDto], maxItems: MOST_SHARES, description: 'Each user and role once.' })
  @IsArray()
  @ArrayMaxSize(MOST_SHARES)
  @ValidateNested({ each: true })
  @Type(() => ShareDto)
  shares!: ShareDto[];
}
