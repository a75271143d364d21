import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePrincipal,
} from '@app/auth';
import { ApiProblems } from '@app/platform';
import { AccessExplainer } from './access-explainer';
import { AccessExplanationDto, ExplainAccessQuery } from './explain-access.dto';

@ApiTags('Auth')
@ApiActingOrganization()
@Controller('auth/explain-access')
export class ExplainAccessController {
  constructor(private readonly explainer: AccessExplainer) {}

  @Get()
  @Header('cache-control', 'no-store')
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'explainAccess',
    summary: 'Why somebody may do something, or not',
    description:
      'The steps that decide: permissions by role, visibility, shares, data policy. About yourself, whatever your role; about other users with `user:read`. What you do not see is answered like what does not exist.',
  })
  @ApiOkResponse({ type: AccessExplanationDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  explain(
    @CurrentPrincipal() principal: Principal,
    @Query() { resource, action, user }: ExplainAccessQuery,
  ): Promise<AccessExplanationDto> {
    return this.explainer.explain(principal, resource, action ?? 'read', user);
  }
}
