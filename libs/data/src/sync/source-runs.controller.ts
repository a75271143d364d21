import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
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
import { ApiProblems, ID_PARAM, PageQuery } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { SourceRunDto, SourceRunPageDto, SyncSourceDto } from './source-run.dto';
import { SourceRunService } from './source-run.service';

const UNRESTRICTED = 'Not for those whose data policy shows them parts of the data alone.';
const RUN_PARAM = { ...ID_PARAM, name: 'runId' };

@ApiTags('Sources')
@ApiActingOrganization()
@Controller('data-sources')
export class SourceRunsController {
  constructor(private readonly runs: SourceRunService) {}

  @Post(':id/sync')
  @HttpCode(202)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'syncSource',
    summary: 'Read a data source',
    description: `A job reads what is new in an API or a file and stores what its mapping makes of it; one at a time for each source. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiBody({ type: SyncSourceDto, required: false })
  @ApiAcceptedResponse({
    type: SourceRunDto,
    headers: { Location: { description: 'Path of the run.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'CONFLICT', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async sync(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: SyncSourceDto | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SourceRunDto> {
    const run = await this.runs.request(principal, id, body ?? {});
    void reply.header('location', `/api/v1/data-sources/${run.sourceId}/runs/${run.id}`);
    return run;
  }

  @Get(':id/runs')
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'listSourceRuns',
    summary: 'List the readings of a data source',
    description: `The newest 200, newest first. ${UNRESTRICTED} Needs \`source:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: SourceRunPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: PageQuery,
  ): Promise<SourceRunPageDto> {
    return this.runs.list(principal, id, query);
  }

  @Get(':id/runs/:runId')
  @Header('cache-control', 'no-store')
  @RequirePermission('source', 'read')
  @ApiOperation({
    operationId: 'getSourceRun',
    summary: 'Read how a reading fares',
    description: `Its numbers grow while it runs. ${UNRESTRICTED} Needs \`source:read\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiParam(RUN_PARAM)
  @ApiOkResponse({ type: SourceRunDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<SourceRunDto> {
    return this.runs.get(principal, id, runId);
  }

  @Delete(':id/runs/:runId')
  @HttpCode(204)
  @RequirePermission('source', 'write')
  @ApiOperation({
    operationId: 'cancelSourceRun',
    summary: 'Cancel a reading',
    description: `What it has stored stays; the next one goes on behind it. ${UNRESTRICTED} Needs \`source:write\`.`,
  })
  @ApiParam(ID_PARAM)
  @ApiParam(RUN_PARAM)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  cancel(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('runId') runId: string,
  ): Promise<void> {
    return this.runs.cancel(principal, id, runId);
  }
}
