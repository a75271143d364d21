import { applyDecorators, Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  AllowEmbed,
  AllowTicket,
  ApiActingOrganization,
  ApiAuthProblems,
  type AuthenticatedRequest,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { DashboardStreams } from './dashboard-streams';
import { StreamQuery } from './stream-query.dto';

const DESCRIPTION =
  'Server-sent events: a `snapshot` first, then `widget:data` whenever a widget changes, `dashboard:updated`, `dashboard:deleted` and `alert`; `session:expired` when the credential holds no more, and the stream ends. Between them come comments. Whoever connects again, with `Last-Event-ID` or without, gets a snapshot. ' +
  'Everything that is wrong at the beginning is a problem as everywhere. Needs `dashboard:read` and `data:read`.';

/** What the two paths of a stream share. */
function Streams(operation: { operationId: string; summary: string }): MethodDecorator {
  return applyDecorators(
    AllowEmbed(),
    AllowTicket(),
    ApiOperation({ ...operation, description: DESCRIPTION }),
    ApiParam(ID_PARAM),
    ApiOkResponse({
      description: 'The stream; it goes on until one side ends it.',
      content: { 'text/event-stream': { schema: { type: 'string' } } },
    }),
    ApiProblems(
      'VALIDATION_FAILED',
      'AMBIGUOUS_CREDENTIALS',
      'LIMIT_EXCEEDED',
      'INVALID_TICKET',
      'NOT_FOUND',
      'STREAM_LIMIT',
      'OVERLOADED',
      'DEPENDENCY_UNAVAILABLE',
      'SHUTTING_DOWN',
    ),
    ApiAuthProblems(),
  );
}

@ApiTags('Dashboards')
@ApiActingOrganization()
@Controller()
export class StreamsController {
  constructor(private readonly streams: DashboardStreams) {}

  @Get('dashboards/:id/stream')
  @RequirePermission('dashboard', 'read')
  @Streams({ operationId: 'streamDashboard', summary: 'The data of a dashboard, as it changes' })
  stream(
    @Param('id') id: string,
    @Query() query: StreamQuery,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.streams.open(id, query, { request, reply });
  }

  @Get('dashboard/:id/stream')
  @RequirePermission('dashboard', 'read')
  @Streams({ operationId: 'streamOneDashboard', summary: 'The same as `/dashboards/{id}/stream`' })
  streamOne(
    @Param('id') id: string,
    @Query() query: StreamQuery,
    @Req() request: AuthenticatedRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.streams.open(id, query, { request, reply });
  }
}
