import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { ApiProblems, ID_PARAM } from '@app/platform';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { ROLES } from '../principals/roles';
import { RoleDataPolicyDto, SetDataPolicyDto, UserDataPolicyDto } from './data-policy.dto';
import { RolePolicies } from './role-policies';
import { UserPolicies } from './user-policies';

const EXAMPLES = {
  restrict: { value: { dataPolicy: { region: ['emea'] } } },
  lift: { value: { dataPolicy: {} } },
};

@ApiTags('Users')
@ApiActingOrganization()
@Controller()
export class DataPoliciesController {
  constructor(
    private readonly users: UserPolicies,
    private readonly roles: RolePolicies,
  ) {}

  @Get('users/:id/data-policy')
  @RequirePermission('user', 'read')
  @ApiOperation({
    operationId: 'getUserDataPolicy',
    summary: 'Read the data policy of a user',
    description: "The user's own, and what holds with those of its roles. Needs `user:read`.",
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: UserDataPolicyDto })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<UserDataPolicyDto> {
    return this.users.get(principal, id);
  }

  @Put('users/:id/data-policy')
  @RequirePermission('user', 'write')
  @ApiOperation({
    operationId: 'putUserDataPolicy',
    summary: 'Replace the data policy of a user',
    description:
      'Counts within a second, for cached answers too. Whoever has a policy gives only what is within it. Needs `user:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiBody({ type: SetDataPolicyDto, examples: EXAMPLES })
  @ApiOkResponse({ type: UserDataPolicyDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  put(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: SetDataPolicyDto,
  ): Promise<UserDataPolicyDto> {
    return this.users.set(principal, id, body.dataPolicy);
  }

  @Put('roles/:role/data-policy')
  @RequirePermission('user', 'write')
  @ApiOperation({
    operationId: 'putRoleDataPolicy',
    summary: 'Replace the data policy of a role',
    description:
      'It holds in your organization for everybody who has the role, beside their own. Not for admin and super_admin. Counts within a second. Needs `user:write`.',
  })
  @ApiParam({ name: 'role', enum: ROLES, example: 'viewer' })
  @ApiBody({ type: SetDataPolicyDto, examples: EXAMPLES })
  @ApiOkResponse({ type: RoleDataPolicyDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  putForRole(
    @CurrentPrincipal() principal: Principal,
    @Param('role') role: string,
    @Body() body: SetDataPolicyDto,
  ): Promise<RoleDataPolicyDto> {
    return this.roles.set(principal, role, body.dataPolicy);
  }
}
