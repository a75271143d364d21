import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/platform';
import { RequirePrincipal } from '../guard/require-permission';
import { RolePolicies } from '../policies/role-policies';
import { CurrentPrincipal } from './current-principal';
import type { Principal } from './principal';
import { ROLE_SPECS, ROLES } from './roles';
import { RoleListDto } from './roles.dto';

@ApiTags('Users')
@Controller('roles')
export class RolesController {
  constructor(private readonly policies: RolePolicies) {}

  @Get()
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'listRoles',
    summary: 'List roles and their permissions',
    description:
      'The fixed roles that users can have, and what each allows; with `user:read` also the data policies that your organization gave them. Needs any signed-in user.',
  })
  @ApiOkResponse({ type: RoleListDto })
  @ApiProblems('UNAUTHENTICATED', 'INVALID_TOKEN', 'TOKEN_EXPIRED', 'SESSION_ENDED')
  async list(@CurrentPrincipal() principal: Principal): Promise<RoleListDto> {
    const policies = principal.permissions.has('user:read') ? await this.policies.of(principal) : undefined;
    return {
      data: ROLES.map((name) => ({
        name,
        ...ROLE_SPECS[name],
        ...(policies && { dataPolicy: policies.get(name) ?? {} }),
      })),
    };
  }
}
