import { WebhookEndpoint } from './endpoint/webhook-endpoint.entity';
import { WebhookSource } from './source/webhook-source.entity';

export { WebhookFanOut } from './message/webhook-fan-out';
export { WebhooksApiModule } from './webhooks-api.module';
export { WebhooksModule } from './webhooks.module';
export { WebhooksWorkerModule } from './webhooks-worker.module';

/** The entities of this lib, for the ORM. */
export const WEBHOOKS_ENTITIES = [WebhookEndpoint, WebhookSource];
