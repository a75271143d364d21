import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiAuthProblems, CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { ApiProblems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { clientSignal } from '../../query/client-signal';
import { OrganizationSuggestions, type SuggestionList } from './organization-suggestions';
import { SuggestionListDto } from './suggestions.dto';

@ApiTags('Data')
@Controller('data/optimizer/suggestions')
export class SuggestionsController {
  constructor(private readonly suggestions: OrganizationSuggestions) {}

  @Get()
  @RequirePermission('data', 'write')
  @ApiOperation({
    operationId: 'listSuggestions',
    summary: 'List what would make queries faster',
    description:
      'From the questions that your organization asked in the last seven days, by what they cost: those that took most time are planned again with what is there and with what could be. Each suggestion says which part of the query time it concerns and how to follow it. Needs `data:write` and no data policy.',
  })
  @ApiOkResponse({ type: SuggestionListDto })
  @ApiAuthProblems()
  @ApiProblems('POLICY_VIOLATION', 'OVERLOADED', 'QUERY_TIMEOUT')
  list(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SuggestionList> {
    return this.suggestions.list(principal, clientSignal(reply));
  }
}
