import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type Permission, PERMISSIONS } from './permission';
import type { DataPolicy } from './principal';
import { type Role, ROLES } from './roles';

export class RoleDto {
  @ApiProperty({ enum: ROLES, enumName: 'Role', description: 'Name of the role.', example: 'analyst' })
  name!: Role;

  @ApiProperty({ type: String, description: 'What the role is for.' })
  description!: string;

  @ApiProperty({
    enum: PERMISSIONS,
    enumName: 'Permission',
    isArray: true,
    description: 'What the role allows.',
    example: ['dashboard:read', 'widget:read', 'data:read'],
  })
  permissions!: readonly Permission[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: 'What your organization restricts the role to; `{}`: nothing. Shown with `user:read`.',
    example: { region: ['emea'] },
  })
  dataPolicy?: DataPolicy;
}

export class RoleListDto {
  @ApiProperty({ type: [RoleDto] })
  data!: RoleDto[];
}
