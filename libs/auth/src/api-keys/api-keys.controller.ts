import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
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
import { ApiActingOrganization } from '../guard/api-acting-organization';
import { ApiAuthProblems } from '../guard/api-auth-problems';
import { RequirePermission } from '../guard/require-permission';
import { Idempotent } from '../idempotency/idempotent';
import { CurrentPrincipal } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import {
  ApiKeyDto,
  ApiKeyPageDto,
  ApiKeyUsageDto,
  CreateApiKeyDto,
  NewApiKeyDto,
  RotateApiKeyDto,
  UpdateApiKeyDto,
  UsageQuery,
} from './api-key.dto';
import { ApiKeyService, headersOf } from './api-key.service';

const EXAMPLE = {
  name: 'Nightly report',
  permissions: ['data:read'],
  allowedEndpoints: ['GET /api/v1/data/*'],
  limits: { requestsPerMinute: 60, requestsPerHour: 1_000, requestsPerDay: 10_000 },
};

@ApiTags('API keys')
@ApiActingOrganization()
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeyService) {}

  @Get()
  @RequirePermission('api-key', 'read')
  @ApiOperation({
    operationId: 'listApiKeys',
    summary: 'List API keys',
    description: 'Of your organization, newest first, without the keys themselves. Needs `api-key:read`.',
  })
  @ApiOkResponse({ type: ApiKeyPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<ApiKeyPageDto> {
    return this.keys.list(principal, query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @RequirePermission('api-key', 'write')
  @Idempotent()
  @ApiOperation({
    operationId: 'createApiKey',
    summary: 'Create an API key',
    description:
      '`key` is shown this once. It acts in your organization with the permissions given, and never with more than you have at that moment. Needs `api-key:write`.',
  })
  @ApiBody({ type: CreateApiKeyDto, examples: { report: { value: EXAMPLE } } })
  @ApiCreatedResponse({
    type: NewApiKeyDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateApiKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewApiKeyDto> {
    const key = await this.keys.create(principal, body);
    void reply.headers(headersOf(key));
    return key;
  }

  @Get(':id')
  @RequirePermission('api-key', 'read')
  @ApiOperation({
    operationId: 'getApiKey',
    summary: 'Read an API key',
    description: 'What it may do and when it was last used, without the key itself. Needs `api-key:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: ApiKeyDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiKeyDto | undefined> {
    return taggedUnlessCurrent(reply, await this.keys.get(principal, id), ifNoneMatch);
  }

  @Get(':id/usage')
  @RequirePermission('api-key', 'read')
  @ApiOperation({
    operationId: 'getApiKeyUsage',
    summary: 'Read how much an API key was used',
    description:
      'By day (UTC). Other processes write what they counted every two seconds. Needs `api-key:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: ApiKeyUsageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND')
  @ApiAuthProblems()
  usage(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: UsageQuery,
  ): Promise<ApiKeyUsageDto> {
    return this.keys.usage(principal, id, query.days);
  }

  @Patch(':id')
  @RequirePermission('api-key', 'write')
  @ApiOperation({
    operationId: 'updateApiKey',
    summary: 'Change fields of an API key',
    description:
      'The key itself stays. A field that is null is as if it was never given; `limits` are replaced as a whole. Counts within a second. Needs `api-key:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({
    type: UpdateApiKeyDto,
    examples: {
      limits: { value: { limits: { requestsPerMinute: 120 } } },
      rename: { value: { name: 'Report' } },
    },
  })
  @ApiOkResponse({ type: ApiKeyDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
  )
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: UpdateApiKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApiKeyDto> {
    return tagged(reply, await this.keys.update(principal, id, body, ifMatch));
  }

  @Put(':id/rotate')
  @Header('cache-control', 'no-store')
  @RequirePermission('api-key', 'write')
  @ApiOperation({
    operationId: 'rotateApiKey',
    summary: 'Give an API key a new text',
    description:
      '`key` is shown this once. The old one works for `graceSeconds` more; one that was still in its grace ends at once. Needs `api-key:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiBody({ type: RotateApiKeyDto, required: false, examples: { hour: { value: { graceSeconds: 3_600 } } } })
  @ApiOkResponse({ type: NewApiKeyDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'INSUFFICIENT_PERMISSIONS',
    'POLICY_VIOLATION',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
  )
  @ApiAuthProblems()
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: RotateApiKeyDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NewApiKeyDto> {
    return tagged(reply, await this.keys.rotate(principal, id, body.graceSeconds ?? 0, ifMatch));
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('api-key', 'delete')
  @ApiOperation({
    operationId: 'deleteApiKey',
    summary: 'Revoke an API key',
    description: 'It is refused at once by this process and within a second by all. Needs `api-key:delete`.',
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
    return this.keys.remove(principal, id, ifMatch);
  }
}
