import { Transform } from 'class-transformer';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { TelemetrySettings } from './telemetry-settings';
import { Variable } from './variable';

const HIGHEST = 1_000_000_000;
const ALLOWED = 'an integer from 0 (no limit) to 1000000000';
const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that say how many requests may be made, and what API keys look like. */
export class LimitSettings extends TelemetrySettings {
  @Variable({
    env: 'API_KEY_ENVIRONMENT',
    group: 'Security',
    reason: 'Part of every new API key, vtr_<environment>_…, so that people see what it is for.',
    default: 'live',
    allowed: '1 to 20 lower-case letters and digits',
  })
  @Matches(/^[a-z\d]{1,20}$/)
  apiKeyEnvironment!: string;

  @Variable({
    env: 'RATE_LIMIT_DATA_READS',
    group: 'Limits',
    reason: 'Reads of /data, POST /data/query among them, in a minute, for each user, key or address.',
    default: '100',
    allowed: ALLOWED,
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(HIGHEST)
  rateLimitDataReads!: number;

  @Variable({
    env: 'RATE_LIMIT_POINTS',
    group: 'Limits',
    reason: 'Requests to POST /data/points in a minute, for each user or key.',
    default: '6000',
    allowed: ALLOWED,
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(HIGHEST)
  rateLimitPoints!: number;

  @Variable({
    env: 'RATE_LIMIT_EXPORTS',
    group: 'Limits',
    reason: 'Exports created in an hour, for each user or key.',
    default: '10',
    allowed: ALLOWED,
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(HIGHEST)
  rateLimitExports!: number;

  @Variable({
    env: 'RATE_LIMIT_REQUESTS',
    group: 'Limits',
    reason:
      'All other requests in a minute, for each user, key or address; those without a good credential count by address (IPv6: one /64 network).',
    default: '600',
    allowed: ALLOWED,
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(HIGHEST)
  rateLimitRequests!: number;

  @Variable({
    env: 'METRICS_PER_ORGANIZATION',
    group: 'Limits',
    reason:
      'Metrics that an organization may have, whoever makes them: POST /data/points, sources, webhooks, the catalogue. Points of another one get 429; those of metrics that it has are stored.',
    default: '10000',
    allowed: 'an integer from 1 to 10000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  metricsPerOrganization!: number;

  @Variable({
    env: 'RATE_LIMIT_PROBES',
    group: 'Limits',
    reason:
      'Requests to /health, /metrics and /docs in a minute, for each user or address and process; they are not counted over all processes.',
    default: '6000',
    allowed: ALLOWED,
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(HIGHEST)
  rateLimitProbes!: number;
}
