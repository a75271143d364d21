import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '@app/platform';
import { RequirePrincipal } from '../guard/require-permission';
import { ROLE_SPECS, ROLES } from './roles';
import { RoleListDto } from './roles.dto';

@ApiTags('Users')
@Controller('roles')
export class RolesController {
  @Get()
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'listRoles',
    summary: 'List roles and their permissions',
    description: 'The fixed roles that users can have, and what each allows. Needs any signed-in user.',
  })
  @ApiOkResponse({ type: RoleListDto })
  @ApiProblems('UNAUTHENTICATED', 'INVALID_TOKEN', 'TOKEN_EXPIRED', 'SESSION_ENDED')
  list(): RoleListDto {
    return { data: ROLES.map((name) => ({ name, ...ROLE_SPECS[name] })) };
  }
}
