import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  Accounts,
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM, PageQuery } from '@app/platform';
import { DashboardService } from './dashboard.service';
import { DashboardPageDto } from './list-dashboards.dto';

@ApiTags('Users')
@ApiActingOrganization()
@Controller('users/:id/dashboards')
export class UserDashboardsController {
  constructor(
    private readonly accounts: Accounts,
    private readonly dashboards: DashboardService,
  ) {}

  @Get()
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'listUserDashboards',
    summary: 'List the dashboards that a user owns',
    description: 'Newest first. Your own; those of other users need `user:read`. Needs `dashboard:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: DashboardPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  async list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() { limit, cursor }: PageQuery,
  ): Promise<DashboardPageDto> {
    const owner = await this.accounts.reach(principal, id, 'user:read');
    return this.dashboards.list(principal, { limit, ...(cursor !== undefined && { cursor }), owner });
  }
}
