import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  ApiActingOrganization,
  ApiAuthProblems,
  CurrentPrincipal,
  type Principal,
  RequirePermission,
} from '@app/auth';
import { ApiProblems, ID_PARAM } from '@app/platform';
import {
  MessagesQuery,
  WebhookMessageDetailDto,
  WebhookMessageDto,
  WebhookMessagePageDto,
} from './webhook-message.dto';
import { WebhookMessages } from './webhook-messages';

const DELIVERY_PARAM = { ...ID_PARAM, name: 'deliveryId' };

@ApiTags('Webhooks')
@ApiActingOrganization()
@Controller('webhook-endpoints/:id')
export class WebhookMessagesController {
  constructor(private readonly messages: WebhookMessages) {}

  @Post('test')
  @HttpCode(202)
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'testWebhookEndpoint',
    summary: 'Send a test event',
    description: 'An event `webhook.test`, whatever the endpoint asks for. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiAcceptedResponse({ type: WebhookMessageDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION', 'CONFLICT')
  @ApiAuthProblems()
  test(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<WebhookMessageDto> {
    return this.messages.test(principal, id);
  }

  @Get('deliveries')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'listWebhookMessages',
    summary: 'List what is sent',
    description: 'Newest first. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: WebhookMessagePageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: MessagesQuery,
  ): Promise<WebhookMessagePageDto> {
    return this.messages.list(principal, id, query);
  }

  @Get('deliveries/:deliveryId')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'getWebhookMessage',
    summary: 'Read what is sent',
    description: 'With its payload and each attempt. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam(DELIVERY_PARAM)
  @ApiOkResponse({ type: WebhookMessageDetailDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<WebhookMessageDetailDto> {
    return this.messages.get(principal, id, deliveryId);
  }

  @Post('deliveries/:deliveryId/redeliver')
  @HttpCode(202)
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'redeliverWebhookMessage',
    summary: 'Send it again',
    description: 'With the same `webhook-id`, and with all its tries. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam(DELIVERY_PARAM)
  @ApiAcceptedResponse({ type: WebhookMessageDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION', 'CONFLICT')
  @ApiAuthProblems()
  redeliver(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<WebhookMessageDto> {
    return this.messages.redeliver(principal, id, deliveryId);
  }
}
