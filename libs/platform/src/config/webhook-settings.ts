import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { SourceSettings } from './source-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const DESTINATION = '(\\[?[\\da-fA-F:.]+\\]?(/\\d{1,3})?|[\\w-]+(\\.[\\w-]+)*)';

/** The settings of {@link AppConfig} that concern webhooks, in and out, and where requests to others may go. */
export class WebhookSettings extends SourceSettings {
  @Variable({
    env: 'OUTBOUND_ALLOW',
    group: 'Security',
    reason:
      'Hosts that webhooks and sources may call although they are not on the internet; empty = none. A range allows exactly its addresses, a name whatever private address it has.',
    default: '',
    allowed: 'host names, addresses or CIDR ranges, separated by commas',
  })
  @IsString()
  @Matches(new RegExp(`^(${DESTINATION}(,\\s*${DESTINATION})*)?$`))
  outboundAllow!: string;

  @Variable({
    env: 'WEBHOOK_SECRET',
    group: 'Webhooks',
    reason:
      'Makes a webhook source named `default`, in the oldest organization: POST /api/v1/webhooks/default, signed with this secret (X-Webhook-Signature: sha256=<hex>).',
    secret: true,
    allowed: '24 to 512 characters, not equal to another secret',
  })
  @IsOptional()
  @IsString()
  @MinLength(24)
  @MaxLength(512)
  webhookSecret?: string;

  @Variable({
    env: 'WEBHOOK_RETENTION_DAYS',
    group: 'Webhooks',
    reason:
      'How long deliveries of webhooks, in and out, are kept with what they carried. A delivery that comes again later counts as new.',
    default: '30',
    allowed: 'an integer from 1 to 3650 (days)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(3_650)
  webhookRetentionDays!: number;

  @Variable({
    env: 'WEBHOOK_DISABLE_AFTER_DAYS',
    group: 'Webhooks',
    reason:
      'After so many days without one success an endpoint of outgoing webhooks is disabled, and the administrators of its organization are told.',
    default: '5',
    allowed: 'an integer from 1 to 365 (days)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(365)
  webhookDisableAfterDays!: number;

  @Variable({
    env: 'RATE_LIMIT_WEBHOOKS',
    group: 'Limits',
    reason:
      'Requests to POST /webhooks/:source in a minute, for each address (IPv6: one /64 network), good signature or not; 0 = no limit.',
    default: '6000',
    allowed: '0 or an integer up to 1000000000',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  rateLimitWebhooks!: number;
}
