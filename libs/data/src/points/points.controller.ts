import { Body, Controller, Delete, Headers, HttpCode, Post, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import { CurrentPrincipal, type Principal, RequirePermission } from '@app/auth';
import { ApiBodyContents, ApiProblems } from '@app/platform';
import type { FastifyReply } from 'fastify';
import { deletionPath } from '../deletion/deletions.controller';
import { parseDeletion } from '../deletion/parse-deletion';
import { PointDeletions } from '../deletion/point-deletions';
import { IngestService } from '../ingest/ingest.service';
import type { IngestResult, PointInput } from '../ingest/point-input';
import { readIngestBody } from '../ingest/read-ingest-body';
import { POINTS_ROUTE } from './points-bodies';
import { DeletePointsDto, DeletionAcceptedDto } from './delete-points.dto';
import { IngestResultDto, PointDto, PointsDto } from './points.dto';

const CREDENTIAL_PROBLEMS = [
  'UNAUTHENTICATED',
  'INVALID_TOKEN',
  'TOKEN_EXPIRED',
  'SESSION_ENDED',
  'RATE_LIMITED',
] as const;
const CSV_EXAMPLE = 'metric,value,timestamp,id,region\nrevenue,129.9,2026-11-01T12:00:00Z,order-4711,emea\n';
const NDJSON_EXAMPLE =
  '{"metric":"revenue","value":129.9,"timestamp":"2026-11-01T12:00:00Z","id":"order-4711"}\n';

@ApiTags('Data')
@Controller('data/points')
export class PointsController {
  constructor(
    private readonly ingest: IngestService,
    private readonly deletions: PointDeletions,
  ) {}

  @Post()
  @HttpCode(201)
  @RouteConfig(POINTS_ROUTE)
  @RequirePermission('data', 'write')
  @ApiOperation({
    operationId: 'ingestPoints',
    summary: 'Store points',
    description:
      'Answered once the points are committed. A batch is stored whole or not at all: if any point is wrong, the answer names each wrong one by index (and by line for NDJSON and CSV). At most 10,000 points and 16 MiB. In CSV the columns metric, value, timestamp and id are those of a point and every other column is a dimension. Needs `data:write`.',
  })
  @ApiConsumes('application/json', 'application/x-ndjson', 'text/csv')
  @ApiExtraModels(PointDto, PointsDto)
  @ApiBody({ required: true })
  @ApiBodyContents({
    'application/json': { schema: { $ref: getSchemaPath(PointsDto) } },
    'application/x-ndjson': { schema: { type: 'string' }, example: NDJSON_EXAMPLE },
    'text/csv': { schema: { type: 'string' }, example: CSV_EXAMPLE },
  })
  @ApiCreatedResponse({ type: IngestResultDto })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'LIMIT_EXCEEDED',
    'TIMESTAMP_TOO_OLD',
    ...CREDENTIAL_PROBLEMS,
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'PAYLOAD_TOO_LARGE',
    'UNSUPPORTED_MEDIA_TYPE',
    'SERIES_LIMIT',
    'OVERLOADED',
    'DEPENDENCY_UNAVAILABLE',
  )
  create(
    @CurrentPrincipal() principal: Principal,
    @Headers('content-type') contentType: string | undefined,
    @Body() body: unknown,
  ): Promise<IngestResult> {
    const { points, lines } = readIngestBody(contentType, body);
    return this.ingest.ingest(principal, points as PointInput[], { lines });
  }

  @Delete()
  @HttpCode(202)
  @RequirePermission('data', 'delete')
  @ApiOperation({
    operationId: 'deletePoints',
    summary: 'Delete points',
    description:
      'Takes on the deletion of the points of a metric in a time range, of those that all filters let through and that your data policy shows you. They go within moments, in batches; answers follow with each. The metric and its series stay. Written down with who asked for it. Needs `data:delete`.',
  })
  @ApiBody({ type: DeletePointsDto })
  @ApiAcceptedResponse({
    type: DeletionAcceptedDto,
    headers: { Location: { description: 'Where to ask how far it is.', schema: { type: 'string' } } },
  })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'LIMIT_EXCEEDED',
    'TIMESTAMP_TOO_OLD',
    ...CREDENTIAL_PROBLEMS,
    'INSUFFICIENT_PERMISSIONS',
    'UNKNOWN_METRIC',
    'UNKNOWN_DIMENSION',
  )
  async remove(
    @CurrentPrincipal() principal: Principal,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeletionAcceptedDto> {
    const accepted = await this.deletions.request(principal, parseDeletion(body));
    void reply.header('location', deletionPath(accepted.id));
    return accepted;
  }
}
