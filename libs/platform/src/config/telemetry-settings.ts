import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { ExportSettings } from './export-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/** The settings of {@link AppConfig} that say what Vitrine tells of itself, and to whom. */
export class TelemetrySettings extends ExportSettings {
  @Variable({
    env: 'SELF_TELEMETRY',
    group: 'Telemetry',
    reason: 'Write what api and worker measure of themselves as points into an organization of its own.',
    default: 'true',
    allowed: 'true or false',
  })
  @toBoolean
  @IsBoolean()
  selfTelemetry!: boolean;

  @Variable({
    env: 'SELF_TELEMETRY_INTERVAL_MS',
    group: 'Telemetry',
    reason: 'How often each process writes them, one batch at a time.',
    default: '5000',
    allowed: 'an integer from 500 to 300000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(500)
  @Max(300_000)
  selfTelemetryIntervalMs!: number;

  @Variable({
    env: 'METRICS_TOKEN',
    group: 'Telemetry',
    reason:
      'Lets Prometheus read /metrics: Authorization: Bearer <token>. Without it only administrators can, with their access token.',
    secret: true,
    allowed: '16 to 512 characters',
  })
  @IsOptional()
  @IsString()
  @MinLength(16)
  @MaxLength(512)
  metricsToken?: string;

  @Variable({
    env: 'WORKER_PORT',
    group: 'Telemetry',
    reason:
      'Port on which a worker answers /health/live, /health/ready and /metrics, at HOST; without it a worker has no port.',
    allowed: 'an integer from 0 (any free port) to 65535',
  })
  @IsOptional()
  @toNumber
  @IsInt()
  @Min(0)
  @Max(65_535)
  workerPort?: number;

  @Variable({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    group: 'Telemetry',
    reason:
      'Where OpenTelemetry traces are sent; nothing of OpenTelemetry is loaded without it. The other OTEL_ variables of its SDK count too.',
    allowed: 'a URL such as http://collector:4318',
  })
  @IsOptional()
  @IsUrl({ protocols: ['http', 'https'], require_tld: false, require_protocol: true })
  otlpEndpoint?: string;
}
