import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  AllowEmbed,
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  organizationOf,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { CacheResponse } from '@app/cache';
import {
  ApiProblems,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  tagged,
  taggedUnlessCurrent,
} from '@app/platform';
import { CreateDashboardDto, DashboardDto, DashboardFieldsDto, UpdateDashboardDto } from './dashboard.dto';
import { DashboardService } from './dashboard.service';
import { DashboardPageDto, ListDashboardsQuery } from './list-dashboards.dto';

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller('dashboards')
export class DashboardsController {
  constructor(private readonly dashboards: DashboardService) {}

  @Get()
  @CacheResponse('list', (request) => [`list:${organizationOf(request)}`])
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'listDashboards',
    summary: 'List dashboards',
    description:
      'Those that you can see, newest first: the organization’s, your own and those shared with you; admins see everybody’s. Needs `dashboard:read`.',
  })
  @ApiOkResponse({ type: DashboardPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ListDashboardsQuery,
  ): Promise<DashboardPageDto> {
    return this.dashboards.list(principal, query);
  }

  @Post()
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'createDashboard',
    summary: 'Create a dashboard',
    description:
      'It belongs to you, is private unless you say otherwise, and has no widgets yet: add them with `POST /widgets`. Needs `dashboard:write`.',
  })
  @ApiBody({ type: CreateDashboardDto, examples: { smallest: { value: { name: 'Flight delays' } } } })
  @ApiCreatedResponse({
    type: DashboardDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateDashboardDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    const dashboard = await this.dashboards.create(principal, body);
    void reply.header('location', `/api/v1/dashboards/${dashboard.id}`);
    return tagged(reply, dashboard);
  }

  @Get(':id')
  @AllowEmbed()
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'getDashboard',
    summary: 'Read a dashboard',
    description:
      'Its settings and layout; the widgets themselves are at `/dashboards/{id}/widgets`. Needs `dashboard:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: DashboardDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto | undefined> {
    return taggedUnlessCurrent(reply, await this.dashboards.get(principal, id), ifNoneMatch);
  }

  @Put(':id')
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'replaceDashboard',
    summary: 'Replace a dashboard',
    description:
      'Every field must be given. Its visibility is changed by its owner and admins only. Needs `dashboard:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: DashboardDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async replace(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: DashboardFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    return tagged(reply, await this.dashboards.update(principal, id, body, ifMatch));
  }

  @Patch(':id')
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'updateDashboard',
    summary: 'Change fields of a dashboard',
    description:
      'Fields that are absent stay as they are; `layout`, `filters` and `tags` are replaced whole. Needs `dashboard:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({ type: UpdateDashboardDto, examples: { rename: { value: { name: 'Delays of 2001' } } } })
  @ApiOkResponse({ type: DashboardDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: UpdateDashboardDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto> {
    return tagged(reply, await this.dashboards.update(principal, id, body, ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('dashboard', 'delete')
  @ApiOperation({
    operationId: 'deleteDashboard',
    summary: 'Delete a dashboard and its widgets',
    description: 'For good; the points that it shows stay. Needs `dashboard:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiProblems('NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.dashboards.remove(principal, id, ifMatch);
  }
}
