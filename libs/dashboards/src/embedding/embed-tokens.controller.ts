import { Body, Controller, Delete, Header, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM } from '@app/platform';
import { CreateEmbedTokenDto, EmbedTokenDto } from './embed-token.dto';
import { EmbedTokenService } from './embed-token.service';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards/:id/embed-tokens')
export class EmbedTokensController {
  constructor(private readonly tokens: EmbedTokenService) {}

  @Post()
  @Header('cache-control', 'no-store')
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'createEmbedToken',
    summary: 'Make a token that shows a dashboard to people without an account',
    description:
      'It reads this dashboard, its widgets and their data, narrowed by the filters, and nothing else; never more than you may see at that time. For users who may change the dashboard. Needs `dashboard:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiBody({
    type: CreateEmbedTokenDto,
    required: false,
    examples: {
      customer: {
        value: {
          expiresIn: 3_600,
          filters: [{ dimension: 'region', operator: 'eq', values: ['emea'] }],
        },
      },
    },
  })
  @ApiCreatedResponse({ type: EmbedTokenDto })
  @ApiProblems('VALIDATION_FAILED', 'LIMIT_EXCEEDED', 'MALFORMED_BODY', 'NOT_FOUND')
  @ApiAuthProblems()
  create(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    // Everything in it has a default, so there may be none.
    @Body() body: CreateEmbedTokenDto = new CreateEmbedTokenDto(),
  ): Promise<EmbedTokenDto> {
    return this.tokens.create(principal, id, body);
  }

  @Delete()
  @HttpCode(204)
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'revokeEmbedTokens',
    summary: 'Revoke all embed tokens of a dashboard',
    description:
      'They are refused within a second. For who may change the dashboard. Needs `dashboard:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiNoContentResponse({ description: 'No earlier token is good any more.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.tokens.revoke(principal, id);
  }
}
