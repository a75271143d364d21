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
  ApiAcceptedResponse,
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
  Idempotent,
  type Principal,
  RequirePermission,
} from '@app/auth';
import {
  ApiProblems,
  ETAG_HEADERS,
  ID_PARAM,
  IF_MATCH_HEADER,
  IF_NONE_MATCH_HEADER,
  PageQuery,
  tagged,
  taggedUnlessCurrent,
} from '@app/platform';
import type { FastifyReply } from 'fastify';
import {
  CreateExportScheduleDto,
  ExportScheduleDto,
  ExportSchedulePageDto,
  UpdateExportScheduleDto,
} from './schedule.dto';
import { ScheduleRunDto, ScheduleRunPageDto } from './schedule-run.dto';
import { ScheduleRuns } from './schedule-runs';
import { headersOf, ScheduleService } from './schedule.service';

const OPEN = 'Yours; all of your organization for who may read the audit log.';
const WRITING = 'and what the export itself needs: `dashboard:export` or `data:export`, and `data:read`.';

/** What is wrong with a schedule as it is sent. */
const ApiScheduleProblems = () =>
  ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'LIMIT_EXCEEDED',
    'NOT_FOUND',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  );

@ApiTags('Exports')
@ApiActingOrganization()
@Controller('export-schedules')
export class SchedulesController {
  constructor(
    private readonly schedules: ScheduleService,
    private readonly runs: ScheduleRuns,
  ) {}

  @Get()
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'listExportSchedules',
    summary: 'List export schedules',
    description: `${OPEN} Newest first. Needs \`export:read\`.`,
  })
  @ApiOkResponse({ type: ExportSchedulePageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<ExportSchedulePageDto> {
    return this.schedules.list(principal, query);
  }

  @Post()
  @RequirePermission('export', 'write')
  @ApiOperation({
    operationId: 'createExportSchedule',
    summary: 'Have an export made and sent again and again',
    description: `It runs with the rights that you have when it is due. Needs \`export:write\`, ${WRITING}`,
  })
  @ApiCreatedResponse({
    type: ExportScheduleDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiScheduleProblems()
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateExportScheduleDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportScheduleDto> {
    const created = await this.schedules.create(principal, body);
    void reply.headers(headersOf(created));
    return created;
  }

  @Get(':id')
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'getExportSchedule',
    summary: 'Read an export schedule',
    description: `${OPEN} When it runs next changes without its version. Needs \`export:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: ExportScheduleDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportScheduleDto | undefined> {
    return taggedUnlessCurrent(reply, await this.schedules.get(principal, id), ifNoneMatch);
  }

  @Put(':id')
  @RequirePermission('export', 'write')
  @ApiOperation({
    operationId: 'replaceExportSchedule',
    summary: 'Replace an export schedule',
    description: `What is left out gets its default; from then on it runs with your rights. Needs \`export:write\`, ${WRITING}`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: ExportScheduleDto, headers: ETAG_HEADERS })
  @ApiScheduleProblems()
  @ApiProblems('CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async replace(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: CreateExportScheduleDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportScheduleDto> {
    return tagged(reply, await this.schedules.update(principal, id, body, { ifMatch, replace: true }));
  }

  @Patch(':id')
  @RequirePermission('export', 'write')
  @ApiOperation({
    operationId: 'updateExportSchedule',
    summary: 'Change an export schedule',
    description: `The fields given; from then on it runs with your rights, and a paused one may run again. Needs \`export:write\`, ${WRITING}`,
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: ExportScheduleDto, headers: ETAG_HEADERS })
  @ApiScheduleProblems()
  @ApiProblems('CONFLICT', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: UpdateExportScheduleDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExportScheduleDto> {
    return tagged(reply, await this.schedules.update(principal, id, body, { ifMatch }));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('export', 'delete')
  @ApiOperation({
    operationId: 'deleteExportSchedule',
    summary: 'Delete an export schedule',
    description:
      'With its runs and with the links in its mails. Mails that are not sent yet are not. Needs `export:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'PRECONDITION_FAILED')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.schedules.remove(principal, id, ifMatch);
  }

  @Post(':id/run')
  @HttpCode(202)
  @Idempotent()
  @RequirePermission('export', 'write')
  @ApiOperation({
    operationId: 'runExportSchedule',
    summary: 'Run an export schedule now',
    description:
      'Besides when it is due, with the rights of its owner and for all of its recipients. Needs `export:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiAcceptedResponse({ type: ScheduleRunDto })
  @ApiProblems('NOT_FOUND', 'EXPORT_LIMIT')
  @ApiAuthProblems()
  run(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<ScheduleRunDto> {
    return this.schedules.run(principal, id);
  }

  @Get(':id/runs')
  @RequirePermission('export', 'read')
  @ApiOperation({
    operationId: 'listExportScheduleRuns',
    summary: 'List the runs of an export schedule',
    description: 'Newest first, kept for 90 days. Needs `export:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ScheduleRunPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  async listRuns(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<ScheduleRunPageDto> {
    const schedule = await this.schedules.find(principal, id);
    return this.runs.list(schedule.id, query);
  }
}
