import { ApiProperty } from '@nestjs/swagger';
import { Allow, IsDefined } from 'class-validator';
import { type Role, ROLES } from '../principals/roles';
import type { DataPolicy } from '../principals/principal';

const POLICY = {
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  example: { region: ['emea'] },
} as const;

/** Body of the routes that set a policy. Its contents are checked by the service. */
export class SetDataPolicyDto {
  @ApiProperty({
    ...POLICY,
    description:
      'Of each dimension the values that may be seen: a point is visible when, for every dimension named, its value is listed. An empty list shows nothing; `{}` restricts nothing.',
  })
  @Allow()
  @IsDefined()
  dataPolicy!: DataPolicy;
}

/** A user's own policy, and what holds for it in all. */
export class UserDataPolicyDto {
  @ApiProperty({ type: String, format: 'uuid' })
  userId!: string;

  @ApiProperty({ ...POLICY, description: "The user's own; `{}` restricts nothing." })
  dataPolicy!: DataPolicy;

  @ApiProperty({ ...POLICY, description: 'What holds: its own and those of its roles together.' })
  effective!: DataPolicy;
}

/** The policy of everybody in the organization who has the role. */
export class RoleDataPolicyDto {
  @ApiProperty({ type: String, enum: ROLES })
  role!: Role;

  @ApiProperty(POLICY)
  dataPolicy!: DataPolicy;
}
