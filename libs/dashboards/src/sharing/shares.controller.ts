import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ETAG_HEADERS, etagOf, ID_PARAM, IF_MATCH_HEADER } from '@app/platform';
import { DashboardShares, type VersionedShares } from './dashboard-shares';
import { SharesDto } from './share.dto';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards/:id/shares')
export class SharesController {
  constructor(private readonly shares: DashboardShares) {}

  @Get()
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'getShares',
    summary: 'With whom a dashboard is shared',
    description: 'For its owner and admins. Needs `dashboard:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: SharesDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharesDto> {
    return tagged(reply, await this.shares.get(principal, id));
  }

  @Put()
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'putShares',
    summary: 'Replace the shares of a dashboard',
    description:
      'All of them: who is not named loses it within a second, for cached answers too. For its owner and admins. The permissions of the roles bound what a share gives. Needs `dashboard:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({
    type: SharesDto,
    examples: {
      roles: { value: { shares: [{ role: 'viewer', access: 'read' }] } },
      nobody: { value: { shares: [] } },
    },
  })
  @ApiOkResponse({ type: SharesDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'UNKNOWN_REFERENCE')
  @ApiAuthProblems()
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: SharesDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharesDto> {
    return tagged(reply, await this.shares.put(principal, id, body.shares, ifMatch));
  }
}

function tagged(reply: FastifyReply, { shares, revision }: VersionedShares): SharesDto {
  void reply.header('etag', etagOf(revision));
  return { shares: shares as SharesDto['shares'] };
}
