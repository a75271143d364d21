import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { JobSettings } from './job-settings';
import { Variable } from './variable';

const POSTGRES_URL = { protocols: ['postgres', 'postgresql'], require_tld: false, require_protocol: true };
const REDIS_URL = { protocols: ['redis', 'rediss'], require_tld: false, require_protocol: true };
const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/**
 * Every setting of Vitrine, each described once. Read with `loadConfig(env)` in the composition roots and injected
 * by class. Durations carry their unit in the name.
 */
export class AppConfig extends JobSettings {
  @Variable({
    env: 'VITRINE_PROFILE',
    group: 'Service',
    reason:
      'Set by `npm start` for its children. Embedded: secrets are generated and the database comes from npm.',
    default: 'server',
    allowed: '"embedded" or "server"',
  })
  @IsIn(['embedded', 'server'])
  profile!: 'embedded' | 'server';

  @Variable({
    env: 'HOST',
    group: 'Service',
    reason: 'Address to listen on. Use 0.0.0.0 in a container.',
    default: '127.0.0.1',
    allowed: 'an IP address or host name',
  })
  @IsString()
  @MinLength(1)
  host!: string;

  @Variable({
    env: 'PORT',
    group: 'Service',
    reason: 'Port of the HTTP API.',
    default: '3000',
    allowed: 'an integer from 0 (any free port) to 65535',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(65535)
  port!: number;

  @Variable({
    env: 'LOG_LEVEL',
    group: 'Service',
    reason: 'Least level that is logged.',
    default: 'info',
    allowed: 'one of trace, debug, info, warn, error, fatal, silent',
  })
  @IsIn(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
  logLevel!: string;

  @Variable({
    env: 'TRUSTED_PROXIES',
    group: 'Service',
    reason:
      'Proxies whose X-Forwarded-For is believed; empty = none, so that no client can choose its own address.',
    default: '',
    allowed: 'addresses or CIDR ranges, separated by commas',
  })
  @IsString()
  @Matches(/^([0-9a-fA-F.:/]+(,\s*[0-9a-fA-F.:/]+)*)?$/)
  trustedProxies!: string;

  @Variable({
    env: 'SHUTDOWN_TIMEOUT_MS',
    group: 'Service',
    reason: 'How long running requests and jobs may finish after SIGTERM before they are cut.',
    default: '6000',
    allowed: 'an integer from 100 to 60000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(60_000)
  shutdownTimeoutMs!: number;

  @Variable({
    env: 'DRAIN_DELAY_MS',
    group: 'Service',
    reason:
      'After SIGTERM, how long readiness already answers 503 while requests are still taken, so that a load balancer notices.',
    default: '1000',
    allowed: 'an integer from 0 to 60000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(60_000)
  drainDelayMs!: number;

  @Variable({
    env: 'CORS_ORIGINS',
    group: 'Service',
    reason: 'Origins of front ends that may call the API from a browser; empty = none.',
    default: '',
    allowed: 'origins such as https://app.example.com, separated by commas, or * for any',
  })
  @IsString()
  @Matches(/^(\*|(https?:\/\/[^\s,/]+)(,\s*https?:\/\/[^\s,/]+)*)?$/)
  corsOrigins!: string;

  @Variable({
    env: 'DATABASE_URL',
    group: 'Database',
    reason: 'Your PostgreSQL 15 or newer. Without it `npm start` runs the embedded PostgreSQL 18.',
    secret: true,
    allowed: 'a URL such as postgresql://user:password@host:5432/database',
  })
  @IsUrl(POSTGRES_URL)
  databaseUrl!: string;

  @Variable({
    env: 'DATABASE_DIRECT_URL',
    group: 'Database',
    reason:
      'Set it when DATABASE_URL goes through a pooler in transaction mode: migrations, LISTEN/NOTIFY and session locks use this one.',
    secret: true,
    allowed: 'a URL such as postgresql://user:password@host:5432/database',
  })
  @IsOptional()
  @IsUrl(POSTGRES_URL)
  databaseDirectUrl?: string;

  @Variable({
    env: 'QUERY_TIMEOUT_MS',
    group: 'Database',
    reason: 'Longest run of one metric query; beyond it the answer is 503 QUERY_TIMEOUT.',
    default: '15000',
    allowed: 'an integer from 100 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(600_000)
  queryTimeoutMs!: number;

  @Variable({
    env: 'REDIS_URL',
    group: 'Redis',
    reason:
      'Your Redis 6.2 or newer for jobs, cache and broadcast. Without it they use PostgreSQL and memory; the same for all processes.',
    secret: true,
    allowed: 'a URL such as redis://:password@host:6379/0',
  })
  @IsOptional()
  @IsUrl(REDIS_URL)
  redisUrl?: string;

  @Variable({
    env: 'REDIS_PREFIX',
    group: 'Redis',
    reason: 'Begins the name of every key, so that several installations can share one Redis.',
    default: 'vitrine',
    allowed: '1 to 40 letters, digits, - or _',
  })
  @Matches(/^[\w-]{1,40}$/)
  redisPrefix!: string;

  @Variable({
    env: 'JWT_SECRET',
    group: 'Security',
    reason: 'Signs access tokens (HS256). `openssl rand -base64 48` makes one.',
    secret: true,
    allowed: 'at least 32 characters, not a known example, not equal to another secret',
  })
  @IsString()
  @MinLength(32)
  @MaxLength(512)
  jwtSecret!: string;

  @Variable({
    env: 'ENCRYPTION_KEY',
    group: 'Security',
    reason:
      'Encrypts stored secrets (AES-256-GCM). `openssl rand -base64 48` makes one; `npm run rotate-keys` changes it.',
    secret: true,
    allowed: 'at least 32 characters, not a known example, not equal to another secret',
  })
  @IsString()
  @MinLength(32)
  @MaxLength(512)
  encryptionKey!: string;

  @Variable({
    env: 'ENCRYPTION_KEYS_PREVIOUS',
    group: 'Security',
    reason: 'Keys that stored secrets may still be encrypted with, until `npm run rotate-keys` has run.',
    secret: true,
    default: '',
    allowed: 'keys of at least 32 characters, separated by commas',
  })
  @IsString()
  @Matches(/^([^,]{32,512}(,[^,]{32,512})*)?$/)
  encryptionKeysPrevious!: string;

  @Variable({
    env: 'ACCESS_TOKEN_TTL_SECONDS',
    group: 'Security',
    reason: 'Life of an access token.',
    default: '900',
    allowed: 'an integer from 60 to 86400 (seconds)',
  })
  @toNumber
  @IsInt()
  @Min(60)
  @Max(86_400)
  accessTokenTtlSeconds!: number;

  @Variable({
    env: 'REFRESH_TOKEN_TTL_DAYS',
    group: 'Security',
    reason: 'Life of a session that is not used.',
    default: '30',
    allowed: 'an integer from 1 to 365 (days)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(365)
  refreshTokenTtlDays!: number;

  @Variable({
    env: 'AUDIT_RETENTION_DAYS',
    group: 'Security',
    reason: 'How long rows of the audit log are kept; 0 = for ever.',
    default: '0',
    allowed: '0 or an integer from 30 to 3650 (days)',
  })
  @toNumber
  @IsInt()
  @ValidateIf(({ auditRetentionDays }: AppConfig) => auditRetentionDays !== 0)
  @Min(30)
  @Max(3_650)
  auditRetentionDays!: number;

  @Variable({
    env: 'ADMIN_EMAIL',
    group: 'First admin',
    reason: 'Login of the first administrator, created when there is no user yet.',
    default: 'admin@vitrine.localhost',
    allowed: 'an email address',
  })
  @IsEmail({ require_tld: false, allow_utf8_local_part: false })
  adminEmail!: string;

  @Variable({
    env: 'ADMIN_PASSWORD',
    group: 'First admin',
    reason:
      'Password of the first administrator. Needed for the first start in the server profile; the embedded profile generates and prints one.',
    secret: true,
    allowed: '12 to 256 characters, not a known example',
  })
  @IsOptional()
  @IsString()
  @MinLength(12)
  @MaxLength(256)
  adminPassword?: string;

  @Variable({
    env: 'BODY_LIMIT_BYTES',
    group: 'Limits',
    reason: 'Largest request body.',
    default: '1048576',
    allowed: 'an integer from 1024 to 67108864 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(1024)
  @Max(67_108_864)
  bodyLimitBytes!: number;

  @Variable({
    env: 'INGEST_BODY_LIMIT_BYTES',
    group: 'Limits',
    reason: 'Largest body of POST /data/points.',
    default: '16777216',
    allowed: 'an integer from 1024 to 268435456 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(1024)
  @Max(268_435_456)
  ingestBodyLimitBytes!: number;

  @Variable({
    env: 'LOGIN_LIMIT_PER_ACCOUNT',
    group: 'Limits',
    reason:
      'Attempts to log in to one account from one address in 15 minutes; beyond it the answer is 429. As many for forgotten passwords, their new ones and invitations, each counted apart.',
    default: '5',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  loginLimitPerAccount!: number;

  @Variable({
    env: 'LOGIN_LIMIT_PER_ADDRESS',
    group: 'Limits',
    reason:
      'Attempts to log in from one address (IPv6: one /64 network) in 15 minutes, whatever the account; the others likewise.',
    default: '50',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  loginLimitPerAddress!: number;

  @Variable({
    env: 'REQUEST_TIMEOUT_MS',
    group: 'Limits',
    reason: 'A client that has not sent its whole request by then is cut off; slow lines may need more.',
    default: '10000',
    allowed: 'an integer from 1000 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(1000)
  @Max(600_000)
  requestTimeoutMs!: number;

  @Variable({
    env: 'CACHE_MEMORY_BYTES',
    group: 'Limits',
    reason: 'Memory that cached answers may take in one process; the least used go first.',
    default: '104857600',
    allowed: 'an integer from 1048576 to 17179869184 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(1_048_576)
  @Max(17_179_869_184)
  cacheMemoryBytes!: number;

  @Variable({
    env: 'DEMO',
    group: 'Demo',
    reason: 'Demo data from real data sets: a sample of about 300,000 points, all of 6,000,000, or nothing.',
    default: 'none',
    allowed: 'one of sample, full, none',
  })
  @IsIn(['sample', 'full', 'none'])
  demo!: 'sample' | 'full' | 'none';

  @Variable({
    env: 'SWAGGER',
    group: 'Service',
    reason: 'Serve Swagger UI at /docs and the OpenAPI document at /docs-json.',
    default: 'true',
    allowed: 'true or false',
  })
  @toBoolean
  @IsBoolean()
  swagger!: boolean;
}
