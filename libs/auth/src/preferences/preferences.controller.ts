import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { CacheResponse } from '@app/cache';
import {
  ApiProblems,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  withEtag,
} from '@app/platform';
import type { FastifyReply } from 'fastify';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePrincipal } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import { organizationOf } from '../principals/organization-of';
import type { Principal } from '../principals/principal';
import { PreferencesDto, PreferencesFieldsDto } from './preferences.dto';
import { PreferencesService, type VersionedPreferences } from './preferences.service';

@ApiTags('Users')
@ApiActingOrganization()
@Controller('users')
export class PreferencesController {
  constructor(private readonly preferences: PreferencesService) {}

  @Get(':id/preferences')
  // The list's tag, because whether the default dashboard is shown follows the dashboards.
  @CacheResponse('preferences', (request) => [
    `user:${(request.params as { id: string }).id}`,
    `list:${organizationOf(request)}`,
  ])
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'getPreferences',
    summary: 'Read the preferences of a user',
    description: 'Your own, whatever your role; those of other users need `user:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: PreferencesDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreferencesDto> {
    return tagged(reply, await this.preferences.get(principal, id));
  }

  @Put(':id/preferences')
  @RequirePrincipal()
  @ApiOperation({
    operationId: 'putPreferences',
    summary: 'Replace the preferences of a user',
    description:
      'What is absent gets its default. Your own, whatever your role; those of other users need `user:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({
    type: PreferencesFieldsDto,
    examples: { usual: { value: { theme: 'dark', locale: 'de-AT', timezone: 'Europe/Vienna' } } },
  })
  @ApiOkResponse({ type: PreferencesDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'POLICY_VIOLATION',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
    'UNKNOWN_REFERENCE',
  )
  @ApiAuthProblems()
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: PreferencesFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PreferencesDto> {
    return tagged(reply, await this.preferences.put(principal, id, body, ifMatch));
  }
}

function tagged(reply: FastifyReply, { preferences, revision }: VersionedPreferences): PreferencesDto {
  void withEtag(reply, revision);
  return preferences;
}
