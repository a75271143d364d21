import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentPrincipal, organizationOf, type Principal, RequirePermission } from '@app/auth';
import { CacheResponse } from '@app/cache';
import { ApiProblems, ETAG_HEADERS, withEtag } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { CatalogEntryDto, CatalogPageDto, CatalogQueryDto, PutCatalogEntryDto } from './catalog.dto';
import { CatalogEntries } from './catalog-entries';

const METRIC = {
  name: 'metric',
  description: 'Name of the metric, URL-encoded.',
  example: 'revenue',
} as const;
const CREDENTIAL_PROBLEMS = [
  'UNAUTHENTICATED',
  'INVALID_TOKEN',
  'TOKEN_EXPIRED',
  'SESSION_ENDED',
  'RATE_LIMITED',
] as const;

@ApiTags('Data')
@Controller('data/catalog')
export class CatalogController {
  constructor(private readonly entries: CatalogEntries) {}

  @Get()
  @CacheResponse('catalog', (request) => [`catalog:${organizationOf(request)}`])
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'listCatalog',
    summary: 'List metrics',
    description:
      'By name, each with its dimensions and up to 100 values of each. Values and metrics that your data policy hides are left out. Needs `data:read`.',
  })
  @ApiOkResponse({ type: CatalogPageDto })
  @ApiProblems('VALIDATION_FAILED', 'INSUFFICIENT_PERMISSIONS', ...CREDENTIAL_PROBLEMS)
  list(@CurrentPrincipal() principal: Principal, @Query() query: CatalogQueryDto): Promise<CatalogPageDto> {
    return this.entries.page(principal, query);
  }

  @Get(':metric')
  @RequirePermission('data', 'read')
  @ApiOperation({
    operationId: 'getCatalogEntry',
    summary: 'Read a metric',
    description: 'Needs `data:read`.',
  })
  @ApiParam(METRIC)
  @ApiOkResponse({ type: CatalogEntryDto, headers: ETAG_HEADERS })
  @ApiProblems('NOT_FOUND', 'INSUFFICIENT_PERMISSIONS', ...CREDENTIAL_PROBLEMS)
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('metric') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CatalogEntryDto> {
    const entry = await this.entries.get(principal, name);
    void withEtag(reply, entry.version);
    return entry;
  }

  @Put(':metric')
  @RequirePermission('data', 'write')
  @ApiOperation({
    operationId: 'putCatalogEntry',
    summary: 'Describe a metric',
    description:
      'Replaces unit, description, default aggregation, retention and the rollups asked for; what is absent is cleared. A new name makes a new metric. Needs `data:write`; `retentionDays` also `data:delete`, because it deletes points; `source` also `source:write`. A source that can be reached is asked whether it has what is named.',
  })
  @ApiParam(METRIC)
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'ETag of the version to change; a stale one is 412.',
  })
  @ApiBody({ type: PutCatalogEntryDto })
  @ApiOkResponse({ type: CatalogEntryDto, headers: ETAG_HEADERS })
  @ApiCreatedResponse({ type: CatalogEntryDto, description: 'The metric is new.', headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'NOT_FOUND',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'PRECONDITION_FAILED',
    'UNKNOWN_DIMENSION',
    'UNKNOWN_REFERENCE',
    'CONFLICT',
    'SERIES_LIMIT',
    ...CREDENTIAL_PROBLEMS,
  )
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('metric') name: string,
    @Body() body: PutCatalogEntryDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CatalogEntryDto> {
    const { entry, created } = await this.entries.put(principal, name, body, ifMatch);
    void withEtag(reply, entry.version).status(created ? 201 : 200);
    return entry;
  }
}
