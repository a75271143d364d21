import type { DynamicModule } from '@nestjs/common';
import {
  CacheModule,
  type CacheModuleOptions,
  EventTransport,
  type RedisPlace,
  RedisTransport,
} from '@app/cache';
import { LimitStoreModule, limitsOnPostgres, limitsOnRedis } from '@app/auth';
import { broadcastOnPostgres, broadcastOnRedis, EventBroadcast, EventBroadcastModule } from '@app/database';
import { FilesModule, type FileStore, FolderFileStore, S3FileStore } from '@app/files';
import { JobsModule, jobsOnPostgres, jobsOnRedis } from '@app/jobs';
import { FolderMailer, type Mailer, NoMailer, OutboundModule, SmtpMailer } from '@app/outbound';
import type { AppConfig } from '@app/platform';

/**
 * Everything in which the profiles differ while they run, for api and worker alike: this is the one place that asks
 * which URLs are set. Everything else knows ports, not what is behind them.
 */
export function profileModules(
  config: AppConfig,
  cacheOptions: Pick<CacheModuleOptions, 'identity'> = {},
): DynamicModule[] {
  const { redisUrl: url, redisPrefix: prefix } = config;
  const adapters = url === undefined ? onPostgres(config) : onRedis({ url, prefix });
  return [
    EventBroadcastModule.forRoot(adapters.broadcast),
    CacheModule.forRoot({ memoryBytes: config.cacheMemoryBytes, ...adapters.cache, ...cacheOptions }),
    JobsModule.forRoot(config, adapters.jobs),
    OutboundModule.forRoot({ mailer: () => mailerOf(config) }),
    FilesModule.forRoot({ files: () => fileStoreOf(config) }),
    LimitStoreModule.forRoot(adapters.limits),
  ];
}

/** Somebody who tries Vitrine out gets a password made up; on a server a missing one is a mistake. */
export function firstAdminOptions({ profile }: AppConfig): { mayGenerate: boolean } {
  return { mayGenerate: profile === 'embedded' };
}

/** Mails go to a server, into a folder, or nowhere. */
function mailerOf({ smtpUrl, mailDir, mailFrom: from }: AppConfig): Mailer {
  if (smtpUrl !== undefined) return new SmtpMailer(smtpUrl, { from });
  return mailDir === undefined ? new NoMailer() : new FolderMailer(mailDir, { from });
}

/** Files are in a bucket if one is named, else in a folder. */
function fileStoreOf(config: AppConfig): FileStore {
  const { filesS3Bucket: bucket, filesS3Endpoint: endpoint, filesS3Region: region } = config;
  const { filesS3AccessKeyId: accessKeyId, filesS3SecretAccessKey: secretAccessKey } = config;
  if (bucket === undefined) return new FolderFileStore(config.filesDir);
  const credentials = accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
  return new S3FileStore({ bucket, region, endpoint, credentials, prefix: config.filesS3Prefix });
}

/** Embedded: the database does it all, and what is cached is cached in memory alone. */
function onPostgres(config: AppConfig) {
  return {
    broadcast: broadcastOnPostgres(),
    cache: {
      transport: {
        inject: [EventBroadcast],
        useFactory: (events: EventBroadcast) => new EventTransport(events),
      },
    },
    jobs: jobsOnPostgres(config.databaseDirectUrl ?? config.databaseUrl),
    limits: limitsOnPostgres(),
  };
}

/** Server: what does not have to outlive a failure of Redis, and jobs, are there. */
function onRedis(redis: RedisPlace) {
  return {
    broadcast: broadcastOnRedis(redis),
    cache: { redis, transport: { useFactory: () => RedisTransport.at(redis) } },
    jobs: jobsOnRedis(redis),
    limits: limitsOnRedis(redis),
  };
}
