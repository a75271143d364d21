import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems } from '@app/platform';
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import { JobAdmin } from './job-admin';
import { JobDto, JobPageDto, JobQuery, JobRetryDto, RetriedJobsDto } from './job.dto';

const SEEN = 'A super_admin sees all jobs, others those that their organization asked for.';
const ID = { name: 'id', type: String, description: 'Id of the job.' } as const;

@ApiTags('Jobs')
@ApiActingOrganization()
@Controller('jobs')
export class JobsController {
  constructor(private readonly jobs: JobAdmin) {}

  @Get()
  @RequirePermission('job', 'read')
  @ApiOperation({
    operationId: 'listJobs',
    summary: 'List jobs',
    description: `By queue and status, in each the latest first; a page that is shorter than \`limit\` need not be the last. ${SEEN} Needs \`job:read\`.`,
  })
  @ApiOkResponse({ type: JobPageDto })
  @ApiProblems('VALIDATION_FAILED', 'DEPENDENCY_UNAVAILABLE')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: JobQuery): Promise<JobPageDto> {
    return this.jobs.list(principal, query);
  }

  @Post('retry')
  @HttpCode(200)
  @RequirePermission('job', 'write')
  @ApiOperation({
    operationId: 'retryJobs',
    summary: 'Retry failed jobs',
    description: `Puts the latest dead letters that match back into their queues, up to 1,000, with all their attempts. ${SEEN} Needs \`job:write\`.`,
  })
  @ApiBody({ type: JobRetryDto, examples: { one: { value: { name: 'export-dashboard' } } } })
  @ApiOkResponse({ type: RetriedJobsDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'DEPENDENCY_UNAVAILABLE')
  @ApiAuthProblems()
  retryMany(@CurrentPrincipal() principal: Principal, @Body() body: JobRetryDto): Promise<RetriedJobsDto> {
    return this.jobs.retryMany(principal, body);
  }

  @Get(':id')
  @RequirePermission('job', 'read')
  @ApiOperation({
    operationId: 'getJob',
    summary: 'Read a job',
    description: `Completed ones are kept for a day, failed ones for 30 days. ${SEEN} Needs \`job:read\`.`,
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems('NOT_FOUND', 'DEPENDENCY_UNAVAILABLE')
  @ApiAuthProblems()
  get(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<JobDto> {
    return this.jobs.get(principal, id);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @RequirePermission('job', 'write')
  @ApiOperation({
    operationId: 'retryJob',
    summary: 'Retry a failed job',
    description: `Puts a dead letter back into its queue with all its attempts. ${SEEN} Needs \`job:write\`.`,
  })
  @ApiParam(ID)
  @ApiOkResponse({ type: JobDto })
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'DEPENDENCY_UNAVAILABLE')
  @ApiAuthProblems()
  retry(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<JobDto> {
    return this.jobs.retry(principal, id);
  }

  @Post(':id/discard')
  @HttpCode(204)
  @RequirePermission('job', 'write')
  @ApiOperation({
    operationId: 'discardJob',
    summary: 'Forget a failed job',
    description: `Only dead letters: what waits still has to be done. ${SEEN} Needs \`job:write\`.`,
  })
  @ApiParam(ID)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'CONFLICT', 'DEPENDENCY_UNAVAILABLE')
  @ApiAuthProblems()
  discard(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    return this.jobs.discard(principal, id);
  }
}
