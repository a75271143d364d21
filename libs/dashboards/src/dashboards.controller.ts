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
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  organizationOf,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { CacheResponse } from '@app/cache';
import { ApiProblems, etagOf, notModified } from '@app/platform';
import { CreateDashboardDto, DashboardDto, DashboardFieldsDto, UpdateDashboardDto } from './dashboard.dto';
import { DashboardService } from './dashboard.service';
import { DashboardPageDto, ListDashboardsQuery } from './list-dashboards.dto';

const ID = { name: 'id', format: 'uuid', example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01' } as const;
const IF_MATCH = {
  name: 'If-Match',
  required: false,
  description: 'ETag of the version to change; a stale one is 412.',
  example: '"1"',
};
const ETAG = {
  ETag: { description: 'The version in quotes.', schema: { type: 'string', example: '"1"' } },
} as const;

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
      'Those that you can see, newest first: the organization’s and your own; admins see everybody’s. Needs `dashboard:read`.',
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
    headers: { ...ETAG, Location: { description: 'Its path.', schema: { type: 'string' } } },
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
  @RequirePermission('dashboard', 'read')
  @ApiOperation({
    operationId: 'getDashboard',
    summary: 'Read a dashboard',
    description:
      'Its settings and layout; the widgets themselves are at `/dashboards/{id}/widgets`. Needs `dashboard:read`.',
  })
  @ApiParam(ID)
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'ETag that you have; 304 when it is still current.',
    example: '"1"',
  })
  @ApiOkResponse({ type: DashboardDto, headers: ETAG })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DashboardDto | undefined> {
    const dashboard = tagged(reply, await this.dashboards.get(principal, id));
    if (!notModified(ifNoneMatch, etagOf(dashboard.version))) return dashboard;
    void reply.status(304);
    return undefined;
  }

  @Put(':id')
  @RequirePermission('dashboard', 'write')
  @ApiOperation({
    operationId: 'replaceDashboard',
    summary: 'Replace a dashboard',
    description:
      'Every field must be given. Its visibility is changed by its owner and admins only. Needs `dashboard:write`.',
  })
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiOkResponse({ type: DashboardDto, headers: ETAG })
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
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
  @ApiBody({ type: UpdateDashboardDto, examples: { rename: { value: { name: 'Delays of 2001' } } } })
  @ApiOkResponse({ type: DashboardDto, headers: ETAG })
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
  @ApiParam(ID)
  @ApiHeader(IF_MATCH)
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

function tagged(reply: FastifyReply, dashboard: DashboardDto): DashboardDto {
  void reply.header('etag', etagOf(dashboard.version));
  return dashboard;
}
