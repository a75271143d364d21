import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
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
import { ApiProblems, ID_PARAM } from '@app/platform';
import { PreviewWebhookDto, WebhookPreviewDto } from '../source/webhook-source.dto';
import { WebhookDeliveries } from './webhook-deliveries';
import {
  DeliveriesQuery,
  ReplayDeliveriesDto,
  ReplayedDto,
  WebhookDeliveryDetailDto,
  WebhookDeliveryPageDto,
} from './webhook-delivery.dto';

const DELIVERY_PARAM = { ...ID_PARAM, name: 'deliveryId' };

@ApiTags('Webhooks')
@ApiActingOrganization()
@Controller('webhook-sources/:id')
export class WebhookDeliveriesController {
  constructor(private readonly deliveries: WebhookDeliveries) {}

  @Post('preview')
  @HttpCode(200)
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'previewWebhook',
    summary: 'See what a payload would become',
    description: 'By the mapping of the source, or by one to try. Stores nothing. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiBody({ type: PreviewWebhookDto })
  @ApiOkResponse({ type: WebhookPreviewDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'LIMIT_EXCEEDED', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  preview(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: PreviewWebhookDto,
  ): Promise<WebhookPreviewDto> {
    return this.deliveries.preview(principal, id, body);
  }

  @Get('deliveries')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'listWebhookDeliveries',
    summary: 'List what has come in',
    description: 'Newest first. The dead letters are those with status `failed`. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiOkResponse({ type: WebhookDeliveryPageDto })
  @ApiProblems('VALIDATION_FAILED', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  list(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Query() query: DeliveriesQuery,
  ): Promise<WebhookDeliveryPageDto> {
    return this.deliveries.list(principal, id, query);
  }

  @Post('deliveries/replay')
  @HttpCode(202)
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'replayWebhookDeliveries',
    summary: 'Process deliveries again',
    description:
      'Those named, or all of a status, as the source maps them now. Points that are stored already stay as they are. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiBody({ type: ReplayDeliveriesDto })
  @ApiAcceptedResponse({ type: ReplayedDto })
  @ApiProblems('VALIDATION_FAILED', 'MALFORMED_BODY', 'NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  replay(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Body() body: ReplayDeliveriesDto,
  ): Promise<ReplayedDto> {
    return this.deliveries.replay(principal, id, body);
  }

  @Get('deliveries/:deliveryId')
  @RequirePermission('webhook', 'read')
  @ApiOperation({
    operationId: 'getWebhookDelivery',
    summary: 'Read what has come in',
    description: 'With the body as it was sent. Needs `webhook:read`.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam(DELIVERY_PARAM)
  @ApiOkResponse({ type: WebhookDeliveryDetailDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  get(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<WebhookDeliveryDetailDto> {
    return this.deliveries.get(principal, id, deliveryId);
  }

  @Post('deliveries/:deliveryId/replay')
  @HttpCode(202)
  @RequirePermission('webhook', 'write')
  @ApiOperation({
    operationId: 'replayWebhookDelivery',
    summary: 'Process a delivery again',
    description: 'As the source maps it now. Needs `webhook:write`.',
  })
  @ApiParam(ID_PARAM)
  @ApiParam(DELIVERY_PARAM)
  @ApiAcceptedResponse({ type: ReplayedDto })
  @ApiProblems('NOT_FOUND', 'POLICY_VIOLATION')
  @ApiAuthProblems()
  replayOne(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<ReplayedDto> {
    return this.deliveries.replayOne(principal, id, deliveryId);
  }
}
