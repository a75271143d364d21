import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM, PageQuery } from '@app/platform';
import { DashboardRevisions } from './dashboard-revisions';
import { RevisionPageDto } from './revision.dto';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards/:id/revisions')
export class RevisionsController {
  constructor(private readonly revisions: DashboardRevisions) {}

  @Get()
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'listRevisions',
    summary: 'What was changed of a dashboard, when and by whom',
    description:
      'Newest first; each change of the dashboard or its widgets is one. The latest 100 are kept, unless the server is set otherwise. Needs `dashboard:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: RevisionPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<RevisionPageDto> {
    return this.revisions.list(principal, id, query);
  }
}
