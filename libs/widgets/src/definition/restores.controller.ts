import { Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { DashboardDto } from '@app/dashboards';
import { ApiProblems, ETAG_HEADERS, ID_PARAM, IF_MATCH_HEADER, tagged } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { DashboardRestorer } from './dashboard-restorer';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards/:id/revisions')
export class RestoresController {
  constructor(private readonly restorer: DashboardRestorer) {}

  @Post(':n/restore')
  @HttpCode(200)
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'restoreRevision',
    summary: 'Make a dashboard what it was',
    description:
      'Name, description, layout, filters, tags and widgets as they were after that revision; who sees it stays as it is. That is a new revision, so that it can be undone in the same way. Needs `dashboard:write` and `widget:write`, and `widget:delete` where a widget came later.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam({ name: 'n', type: 'integer', description: 'Number of the revision.', example: 1 })
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: DashboardDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async restore(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('n') number: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    return tagged(reply, await this.restorer.restore(principal, id, number, ifMatch));
  }
}
