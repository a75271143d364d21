import { Module } from '@nestjs/common';
import { AuditModule } from '@app/auth';
import { WebhookFanOut } from './message/webhook-fan-out';
import { SigningSecrets } from './signature/signing-secrets';
import { DefaultSource } from './source/default-source';

/** What api and worker share of webhooks; {@link WebhookFanOut} for whoever publishes events. */
@Module({
  imports: [AuditModule],
  providers: [DefaultSource, SigningSecrets, WebhookFanOut],
  exports: [AuditModule, DefaultSource, SigningSecrets, WebhookFanOut],
})
export class WebhooksModule {}
