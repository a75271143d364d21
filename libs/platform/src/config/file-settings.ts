import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUrl, Max, MaxLength, Min, MinLength } from 'class-validator';
import { SourceFileSettings } from './source-file-settings';
import { Variable } from './variable';

const WEB_URL = { protocols: ['http', 'https'], require_tld: false, require_protocol: true };
const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that say where files are kept, and how much of exports. */
export class FileSettings extends SourceFileSettings {
  @Variable({
    env: 'FILES_DIR',
    group: 'Files',
    reason:
      'Folder for files such as exports, unless FILES_S3_BUCKET is set. Api and worker must see the same one: on several machines use S3 or a shared folder. `npm start` uses the folder files in VITRINE_DIR.',
    default: '.vitrine/files',
    allowed: 'the path of a folder',
  })
  @IsString()
  @MinLength(1)
  filesDir!: string;

  @Variable({
    env: 'FILES_S3_BUCKET',
    group: 'Files',
    reason: 'Bucket of an S3-compatible store in which files are kept instead of a folder.',
    allowed: 'the name of a bucket',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  filesS3Bucket?: string;

  @Variable({
    env: 'FILES_S3_ENDPOINT',
    group: 'Files',
    reason: 'Address of the store, if it is not the one of AWS.',
    allowed: 'an http(s):// URL',
  })
  @IsOptional()
  @IsUrl(WEB_URL)
  filesS3Endpoint?: string;

  @Variable({
    env: 'FILES_S3_REGION',
    group: 'Files',
    reason: 'Region of the bucket.',
    default: 'us-east-1',
    allowed: 'the name of a region',
  })
  @IsString()
  @MinLength(1)
  filesS3Region!: string;

  @Variable({
    env: 'FILES_S3_ACCESS_KEY_ID',
    group: 'Files',
    reason:
      'Key to the bucket, with FILES_S3_SECRET_ACCESS_KEY. Unset: what the AWS SDK finds, such as the role of the machine.',
    allowed: 'a text',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  filesS3AccessKeyId?: string;

  @Variable({
    env: 'FILES_S3_SECRET_ACCESS_KEY',
    group: 'Files',
    reason: 'Secret of FILES_S3_ACCESS_KEY_ID.',
    secret: true,
    allowed: 'a text',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  filesS3SecretAccessKey?: string;

  @Variable({
    env: 'FILES_S3_PREFIX',
    group: 'Files',
    reason: 'What the names of all files in the bucket begin with, so that others can use it too.',
    default: 'vitrine/',
    allowed: 'a text of at most 200 characters',
  })
  @IsString()
  @MaxLength(200)
  filesS3Prefix!: string;

  @Variable({
    env: 'EXPORT_KEEP_HOURS',
    group: 'Files',
    reason: 'How long the file of an export can be downloaded; then it is deleted.',
    default: '24',
    allowed: 'an integer from 1 to 8760 (hours)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(8_760)
  exportKeepHours!: number;

  @Variable({
    env: 'EXPORT_QUOTA_BYTES',
    group: 'Files',
    reason:
      'What the files of all exports of one organization may take together. When it is used up, new exports get 429 until files are deleted or expire, and one that grows beyond it fails.',
    default: '10737418240',
    allowed: 'an integer from 1048576 to 1125899906842624 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(1_048_576)
  @Max(1_125_899_906_842_624)
  exportQuotaBytes!: number;

  @Variable({
    env: 'EXPORT_QUEUE_MAX',
    group: 'Files',
    reason: 'Exports of one organization that may wait or run; beyond it new ones get 429.',
    default: '20',
    allowed: 'an integer from 1 to 10000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(10_000)
  exportQueueMax!: number;

  @Variable({
    env: 'EXPORT_QUERY_TIMEOUT_MS',
    group: 'Files',
    reason: 'Longest that one query of an export may take in the database.',
    default: '600000',
    allowed: 'an integer from 1000 to 3000000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(1_000)
  @Max(3_000_000)
  exportQueryTimeoutMs!: number;
}
