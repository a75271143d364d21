import { Body, Controller, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblems, Public } from '@app/platform';
import type { RequestHeaders } from '../signature/schemes';
import { WEBHOOK_ROUTE } from './webhook-bodies';
import { WebhookReceiver } from './webhook-receiver';

export class ReceivedDto {
  @ApiProperty({ type: Boolean, enum: [true], description: 'It is written down.' })
  received!: boolean;

  @ApiPropertyOptional({ type: String, description: 'What Slack sent to see whether this URL is yours.' })
  challenge?: string;
}

@ApiTags('Webhooks')
@Controller('webhooks')
export class WebhooksController {
  constructor(private readonly receiver: WebhookReceiver) {}

  @Post(':source')
  @HttpCode(200)
  @Public()
  @RouteConfig(WEBHOOK_ROUTE)
  @ApiOperation({
    operationId: 'receiveWebhook',
    summary: 'Take a webhook',
    description:
      'For whoever sends webhooks to a source. Signed over the body as the source says: Standard Webhooks headers, `X-Webhook-Signature: sha256=<hex>`, or the way of a vendor. Answered once it is written down; the same delivery again changes nothing. An unknown source, a wrong signature and one that is older than five minutes get the same answer. At most 1 MiB.',
  })
  @ApiParam({ name: 'source', description: 'Slug of the source.', example: 'shop-orders' })
  @ApiHeader({ name: 'webhook-id', required: false, description: 'Names the delivery (Standard Webhooks).' })
  @ApiHeader({ name: 'webhook-timestamp', required: false, description: 'Seconds since 1970.' })
  @ApiHeader({
    name: 'webhook-signature',
    required: false,
    description: '`v1,<base64>`, several with spaces between.',
  })
  @ApiHeader({ name: 'x-webhook-signature', required: false, description: '`sha256=<hex>`' })
  @ApiBody({
    schema: { type: 'object', additionalProperties: true, example: { metric: 'orders', value: 1 } },
    required: true,
  })
  @ApiOkResponse({ type: ReceivedDto })
  @ApiProblems('MALFORMED_BODY', 'INVALID_SIGNATURE', 'PAYLOAD_TOO_LARGE', 'DEPENDENCY_UNAVAILABLE')
  async receive(
    @Param('source') source: string,
    @Headers() headers: RequestHeaders,
    @Body() body: unknown,
  ): Promise<ReceivedDto> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const challenge = await this.receiver.receive(source, headers, bytes);
    return { received: true, ...(challenge !== undefined && { challenge }) };
  }
}
