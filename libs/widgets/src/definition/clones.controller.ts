import { Controller, Param, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  Idempotent,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { DashboardDto } from '@app/dashboards';
import { ApiProblems, ETAG_HEADERS, ID_PARAM } from '@app/platform';
import { DashboardCloner, headersOf } from './dashboard-cloner';

@ApiTags('Users')
@ApiActingOrganization()
@Controller('users/:id/dashboards')
export class ClonesController {
  constructor(private readonly cloner: DashboardCloner) {}

  @Post(':dashboardId/clone')
  @Idempotent()
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'cloneDashboard',
    summary: 'Copy a dashboard with its widgets for a user',
    description:
      'A dashboard that you see. The copy belongs to the user, is private and shared with nobody. For yourself; for other users it needs `user:write`. Needs `dashboard:write`, `widget:read` and `widget:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam({ ...ID_PARAM, name: 'dashboardId' })
  @ApiCreatedResponse({
    type: DashboardDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async clone(
    @CurrentPrincipal() principal: Principal,
    @Param('id') userId: string,
    @Param('dashboardId') dashboardId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    const dashboard = await this.cloner.clone(principal, userId, dashboardId);
    void reply.headers(headersOf(dashboard));
    return dashboard;
  }
}
