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
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
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
  RotateWebhookSecretDto,
  CreateWebhookSourceDto,
  WebhookSourceDto,
  WebhookSourcePageDto,
  UpdateWebhookSourceDto,
} from './webhook-source.dto';
import { headersOf, WebhookSourceService } from './webhook-source.service';

@ApiTags('Webhooks')
@ApiActingOrganization()
@Controller('webhook-sources')
export class WebhookSourcesController {
  constructor(private readonly service: WebhookSourceService) {}

  @Get()
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'listWebhookSources',
    summary: 'List webhook sources',
    description: 'Of your organization, newest first, without their secrets. Needs `webhook:read`.',
  })
  @ApiOkResponse({ type: WebhookSourcePageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<WebhookSourcePageDto> {
    return this.service.list(principal, query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'createWebhookSource',
    summary: 'Create a webhook source',
    description:
      'Gives the sender a URL, `/api/v1/webhooks/{slug}`, and a secret to sign with. `secret` is shown this once. Needs `webhook:write`.',
  })
  @ApiBody({
    type: CreateWebhookSourceDto,
    examples: {
      one: { value: { name: 'Shop orders', mapping: { rules: [{ metric: 'orders', value: 1 }] } } },
    },
  })
  @ApiCreatedResponse({
    type: WebhookSourceDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED', 'POLICY_VIOLATION', 'CONFLICT')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateWebhookSourceDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSourceDto> {
    const created = await this.service.create(principal, body);
    void reply.headers(headersOf(created));
    return created;
  }

  @Get(':id')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'getWebhookSource',
    summary: 'Read a webhook source',
    description: 'Without its secret. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookSourceDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSourceDto | undefined> {
    return taggedUnlessCurrent(reply, await this.service.get(principal, id), ifNoneMatch);
  }

  @Patch(':id')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'updateWebhookSource',
    summary: 'Change a webhook source',
    description: 'The fields given. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookSourceDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: UpdateWebhookSourceDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSourceDto> {
    return tagged(reply, await this.service.update(principal, id, body, ifMatch));
  }

  @Put(':id/rotate')
  @Header('cache-control', 'no-store')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'rotateWebhookSource',
    summary: 'Give a webhook source a new secret',
    description:
      'Old and new count for `graceSeconds`, a day where it is not given. `secret` is shown this once. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookSourceDto, headers: ETAG_HEADERS })
  @ApiProblems(
    'VALIDATION_FAILED',
    'MALFORMED_BODY',
    'NOT_FOUND',
    'PRECONDITION_FAILED',
    'POLICY_VIOLATION',
    'CONFLICT',
  )
  @ApiAuthProblems()
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: RotateWebhookSecretDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookSourceDto> {
    const rotated = await this.service.rotate(principal, id, body, ifMatch);
    void reply.header('etag', headersOf(rotated).etag);
    return rotated;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('webhook', 'delete')
  @ApiOperation({
    operationId: 'deleteWebhookSource',
    summary: 'Delete a webhook source',
    description: 'With its deliveries. Needs `webhook:delete`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiNoContentResponse()
  @ApiProblems('NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  remove(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<void> {
    return this.service.remove(principal, id, ifMatch);
  }
}
