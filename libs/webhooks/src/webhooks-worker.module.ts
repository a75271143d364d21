import { Module } from '@nestjs/common';
import { DataModule } from '@app/data';
import { ProcessWebhookHandler } from './delivery/process-webhook.handler';
import { DeliverWebhooksHandler } from './message/deliver-webhooks.handler';
import { DisabledNotice } from './message/disabled-notice';
import { MessageClaims } from './message/message-claims';
import { MessageSender } from './message/message-sender';
import { TrimWebhooksHandler } from './trim-webhooks.handler';
import { WebhooksModule } from './webhooks.module';

/** The jobs of webhooks. */
@Module({
  imports: [DataModule, WebhooksModule],
  providers: [
    DeliverWebhooksHandler,
    DisabledNotice,
    MessageClaims,
    MessageSender,
    ProcessWebhookHandler,
    TrimWebhooksHandler,
  ],
})
export class WebhooksWorkerModule {}
