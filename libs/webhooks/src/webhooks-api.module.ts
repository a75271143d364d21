import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { WebhookBodies } from './delivery/webhook-bodies';
import { WebhookDeliveries } from './delivery/webhook-deliveries';
import { WebhookDeliveriesController } from './delivery/webhook-deliveries.controller';
import { WebhookReceiver } from './delivery/webhook-receiver';
import { WebhooksController } from './delivery/webhooks.controller';
import { WebhookEndpointService } from './endpoint/webhook-endpoint.service';
import { WebhookEndpointsController } from './endpoint/webhook-endpoints.controller';
import { WebhookMessages } from './message/webhook-messages';
import { WebhookMessagesController } from './message/webhook-messages.controller';
import { WebhookSourceService } from './source/webhook-source.service';
import { WebhookSourcesController } from './source/webhook-sources.controller';
import { WebhooksModule } from './webhooks.module';

/** The routes of webhooks: `/webhooks`, `/webhook-sources`, `/webhook-endpoints`. */
@Module({
  imports: [AuthModule, WebhooksModule],
  controllers: [
    WebhooksController,
    WebhookSourcesController,
    WebhookDeliveriesController,
    WebhookEndpointsController,
    WebhookMessagesController,
  ],
  providers: [
    WebhookBodies,
    WebhookDeliveries,
    WebhookEndpointService,
    WebhookMessages,
    WebhookReceiver,
    WebhookSourceService,
  ],
})
export class WebhooksApiModule {}
