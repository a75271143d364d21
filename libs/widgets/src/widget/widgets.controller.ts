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
  type Principal,
  RequirePermission,
} from '@app/auth';
import { CacheResponse } from '@app/cache';
import {
  ApiProblems,
  PageQuery,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  tagged,
  taggedUnlessCurrent,
} from '@app/platform';
import { CreateWidgetDto, UpdateWidgetDto, WidgetDto, WidgetFieldsDto, WidgetPageDto } from './widget.dto';
import { WIDGET_EXAMPLES } from './widget-examples';
import { WidgetService } from './widget.service';

@ApiTags('Widgets')
@ApiActingOrganization()
@Controller()
export class WidgetsController {
  constructor(private readonly widgets: WidgetService) {}

  @Get('dashboards/:id/widgets')
  @CacheResponse('list', (request) => [`dashboard:${(request.params as { id: string }).id}`])
  @AllowEmbed()
  @RequirePermission('widget', 'read')
  @ApiOperation({
    operationId: 'listWidgets',
    summary: "List a dashboard's widgets",
    description:
      "In the order of creation. Where they are is in the dashboard's layout. Needs `widget:read`.",
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: WidgetPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<WidgetPageDto> {
    return this.widgets.list(principal, id, query);
  }

  @Post('widgets')
  @RequirePermission('widget', 'write')
  @ApiOperation({
    operationId: 'createWidget',
    summary: 'Add a widget to a dashboard',
    description:
      "Its position is written into the dashboard's layout, which gets a new version. A dashboard has at most 100 widgets. Needs `widget:write`.",
  })
  @ApiBody({ type: CreateWidgetDto, examples: WIDGET_EXAMPLES })
  @ApiCreatedResponse({
    type: WidgetDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'MALFORMED_BODY',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
    'UNKNOWN_REFERENCE',
  )
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateWidgetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WidgetDto> {
    const widget = await this.widgets.create(principal, body);
    void reply.header('location', `/api/v1/widgets/${widget.id}`);
    return tagged(reply, widget);
  }

  @Get('widgets/:id')
  @AllowEmbed()
  @RequirePermission('widget', 'read')
  @ApiOperation({
    operationId: 'getWidget',
    summary: 'Read a widget',
    description:
      'What it asks and how it shows the answer; its data is at `/widgets/{id}/data`. Needs `widget:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: WidgetDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WidgetDto | undefined> {
    return taggedUnlessCurrent(reply, await this.widgets.get(principal, id), ifNoneMatch);
  }

  @Put('widgets/:id')
  @RequirePermission('widget', 'write')
  @ApiOperation({
    operationId: 'replaceWidget',
    summary: 'Replace a widget',
    description: 'Every field must be given. It stays where it is. Needs `widget:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: WidgetDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'MALFORMED_BODY',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  )
  @ApiAuthProblems()
  async replace(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: WidgetFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WidgetDto> {
    return tagged(reply, await this.widgets.update(principal, id, body, ifMatch));
  }

  @Patch('widgets/:id')
  @RequirePermission('widget', 'write')
  @ApiOperation({
    operationId: 'updateWidget',
    summary: 'Change fields of a widget',
    description: 'Fields that are absent stay as they are; `config` is replaced whole. Needs `widget:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({ type: UpdateWidgetDto, examples: { rename: { value: { title: 'Delay by hour' } } } })
  @ApiOkResponse({ type: WidgetDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'LIMIT_EXCEEDED',
    'MALFORMED_BODY',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  )
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: UpdateWidgetDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WidgetDto> {
    return tagged(reply, await this.widgets.update(principal, id, body, ifMatch));
  }

  @Delete('widgets/:id')
  @HttpCode(204)
  @RequirePermission('widget', 'delete')
  @ApiOperation({
    operationId: 'deleteWidget',
    summary: 'Delete a widget',
    description: "It also leaves the dashboard's layout, which gets a new version. Needs `widget:delete`.",
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
    return this.widgets.remove(principal, id, ifMatch);
  }
}
