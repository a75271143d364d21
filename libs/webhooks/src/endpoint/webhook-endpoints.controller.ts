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
  RotateEndpointSecretDto,
  CreateWebhookEndpointDto,
  WebhookEndpointDto,
  WebhookEndpointPageDto,
  UpdateWebhookEndpointDto,
} from './webhook-endpoint.dto';
import { headersOf, WebhookEndpointService } from './webhook-endpoint.service';

@ApiTags('Webhooks')
@ApiActingOrganization()
@Controller('webhook-endpoints')
export class WebhookEndpointsController {
  constructor(private readonly service: WebhookEndpointService) {}

  @Get()
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'listWebhookEndpoints',
    summary: 'List webhook endpoints',
    description: 'Of your organization, newest first, without their secrets. Needs `webhook:read`.',
  })
  @ApiOkResponse({ type: WebhookEndpointPageDto })
  @ApiProblems('VALIDATION_FAILED')
  @ApiAuthProblems()
  list(@CurrentPrincipal() principal: Principal, @Query() query: PageQuery): Promise<WebhookEndpointPageDto> {
    return this.service.list(principal, query);
  }

  @Post()
  @Header('cache-control', 'no-store')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'createWebhookEndpoint',
    summary: 'Create a webhook endpoint',
    description:
      'Sends it the events that it names, signed as Standard Webhooks has it. `secret` is shown this once. Needs `webhook:write`.',
  })
  @ApiBody({
    type: CreateWebhookEndpointDto,
    examples: {
      one: {
        value: { name: 'Our chat', url: 'https://hooks.example.com/vitrine', events: ['export.ready'] },
      },
    },
  })
  @ApiCreatedResponse({
    type: WebhookEndpointDto,
    headers: { ...ETAG_HEADERS, Location: { description: 'Its path.', schema: { type: 'string' } } },
  })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateWebhookEndpointDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointDto> {
    const created = await this.service.create(principal, body);
    void reply.headers(headersOf(created));
    return created;
  }

  @Get(':id')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'getWebhookEndpoint',
    summary: 'Read a webhook endpoint',
    description: 'Without its secret. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_NONE_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookEndpointDto, headers: ETAG_HEADERS })
  @ApiResponse({ status: 304, description: 'You have the current version.' })
  @ApiProblems('NOT_FOUND')
  @ApiAuthProblems()
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointDto | undefined> {
    return taggedUnlessCurrent(reply, await this.service.get(principal, id), ifNoneMatch);
  }

  @Patch(':id')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'updateWebhookEndpoint',
    summary: 'Change a webhook endpoint',
    description: 'The fields given. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookEndpointDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async update(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: UpdateWebhookEndpointDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointDto> {
    return tagged(reply, await this.service.update(principal, id, body, ifMatch));
  }

  @Put(':id/rotate')
  @Header('cache-control', 'no-store')
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'rotateWebhookEndpoint',
    summary: 'Give a webhook endpoint a new secret',
    description:
      'Old and new count for `graceSeconds`, a day where it is not given. `secret` is shown this once. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiHeader(IF_MATCH_HEADER)
  @ApiOkResponse({ type: WebhookEndpointDto, headers: ETAG_HEADERS })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'PRECONDITION_FAILED', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  async rotate(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: RotateEndpointSecretDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointDto> {
    const rotated = await this.service.rotate(principal, id, body, ifMatch);
    void reply.header('etag', headersOf(rotated).etag);
    return rotated;
  }

  @Delete(':id')
  @HttpCode(204)
  @RequirePermission('webhook', 'delete')
  @ApiOperation({
    operationId: 'deleteWebhookEndpoint',
    summary: 'Delete a webhook endpoint',
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
