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
  ApiTags,
} from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ETAG_HEADERS, ID_PARAM, IF_MATCH_HEADER, PageQuery, tagged } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { RehearsalDto, RehearseAlertDto } from '../rehearsal/rehearsal.dto';
import { AlertRehearsals } from '../rehearsal/alert-rehearsals';
import { AlertEventPageDto } from './alert-event.dto';
import { AlertEvents } from './alert-events';
import { AlertDto, AlertPageDto, CreateAlertDto, SilenceAlertDto, UpdateAlertDto } from './alert.dto';
import { AlertService, headersOf } from './alert.service';

const OPEN = 'Who has a data policy sees its own alone.';

@ApiTags('Alerts')
@ApiActingOrganization()
@Controller('alerts')
export class AlertsController {
  constructor(
    private readonly service: AlertService,
    private readonly events: AlertEvents,
    private readonly rehearsals: AlertRehearsals,
  ) {}

  @Get()
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'listAlerts',
    summary: 'List alerts',
    description: `Of your organization, newest first. ${OPEN} Needs \`alert:read\`.`,
  })
  @ApiOkResponse({ type: AlertPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<AlertPageDto> {
    return this.service.list(principal, query);
  }

  @Post()
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'createAlert',
    summary: 'Create an alert',
    description:
      'A rule that is evaluated when its points change and at an interval, with the rights that you have at that moment. Needs `alert:write` and `data:read`.',
  })
  @ApiBody({
    type: CreateAlertDto,
    examples: {
      one: {
        value: {
          name: 'Revenue fell',
          query: {
            metrics: [{ metric: 'revenue', aggregation: 'sum' }],
            timeRange: '15m',
            groupBy: ['region'],
          },
          condition: { operator: 'lt', value: 100 },
          for: '5m',
          recover: 120,
          noData: 'noData',
          channels: [{ type: 'mail', to: ['on-call@example.com'] }],
        },
      },
    },
  })
  @ApiCreatedResponse({
    type: AlertDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED', 'UNKNOWN_METRIC', 'UNKNOWN_DIMENSION')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateAlertDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertDto> {
    const created = await this.service.create(principal, body);
    void reply.headers(headersOf(created));
    return created;
  }

  @Get(':id')
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'getAlert',
    summary: 'Read an alert',
    description: `With its state, which changes without its version. ${OPEN} Needs \`alert:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: AlertDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertDto> {
    return tagged(reply, await this.service.get(principal, id));
  }

  @Patch(':id')
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'updateAlert',
    summary: 'Change an alert',
    description:
      'The fields given; from then on it runs with your rights. Another query forgets the states of its series. Needs `alert:write` and `data:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: AlertDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'LIMIT_EXCEEDED',
    'NOT_FOUND',
    'CONFLICT',
    'PRECONDITION_FAILED',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  )
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: UpdateAlertDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AlertDto> {
    return tagged(reply, await this.service.update(principal, id, body, ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('alert', 'delete')
  @ApiOperation({
    operationId: 'deleteAlert',
    summary: 'Delete an alert',
    description: 'With its states and events. Needs `alert:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.service.remove(principal, id, ifMatch);
  }

  @Get(':id/events')
  @RequirePermission('alert', 'read')
  @ApiOperation({
    operationId: 'listAlertEvents',
    summary: 'List what has happened to an alert',
    description: `Changes of state of its series, newest first, kept for 90 days. ${OPEN} Needs \`alert:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: AlertEventPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  listEvents(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<AlertEventPageDto> {
    return this.events.list(principal, id, query);
  }

  @Post(':id/silence')
  @HttpCode(200)
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'silenceAlert',
    summary: 'Silence an alert',
    description:
      'It goes on being evaluated, and nothing is told. What began meanwhile and lasts is told at the end. Needs `alert:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: AlertDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND')
  @ApiAuthProblems()
  silence(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: SilenceAlertDto,
  ): Promise<AlertDto> {
    return this.service.silence(principal, id, body);
  }

  @Post(':id/test')
  @HttpCode(200)
  @RequirePermission('alert', 'write')
  @ApiOperation({
    operationId: 'testAlert',
    summary: 'Rehearse an alert over the past',
    description:
      'When it would have fired and been resolved, from the points that are there now and that you may see. Nothing is told. Needs `alert:write` and `data:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: RehearsalDto })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'LIMIT_EXCEEDED',
    'NOT_FOUND',
    'CONFLICT',
    'QUERY_TIMEOUT',
    'OVERLOADED',
  )
  @ApiAuthProblems()
  test(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: RehearseAlertDto,
  ): Promise<RehearsalDto> {
    return this.rehearsals.rehearse(principal, id, body);
  }
}
