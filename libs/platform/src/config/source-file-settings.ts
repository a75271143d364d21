import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { Variable } from './variable';
import { WebhookSettings } from './webhook-settings';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that concern files as sources. */
export class SourceFileSettings extends WebhookSettings {
  @Variable({
    env: 'SOURCE_FILES_DIR',
    group: 'Files',
    reason:
      'Folder whose files may be sources, for all organizations alike; {organization} in it stands for the id of one, so that each has a folder of its own. Unset: files are uploaded. Api and worker must see the same one.',
    allowed: 'the path of a folder',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  sourceFilesDir?: string;

  @Variable({
    env: 'SOURCE_FILE_MAX_MB',
    group: 'Files',
    reason: 'Largest file that can be uploaded as a source.',
    default: '100',
    allowed: 'an integer from 1 to 4096 (MiB)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(4_096)
  sourceFileMaxMb!: number;

  @Variable({
    env: 'SOURCE_FILES_QUOTA_MB',
    group: 'Files',
    reason:
      'What the uploaded files of one organization may take together; beyond it, and beyond 1,000 files, new ones get 429.',
    default: '2048',
    allowed: 'an integer from 1 to 1048576 (MiB)',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_048_576)
  sourceFilesQuotaMb!: number;

  @Variable({
    env: 'SOURCE_FILE_MEMORY_MB',
    group: 'Files',
    reason:
      'Memory that DuckDB may take to read the files of one source; besides, its process takes about 100 MiB. What needs more is written to temporary files, as far as it can be.',
    default: '256',
    allowed: 'an integer from 64 to 16384 (MiB)',
  })
  @toNumber
  @IsInt()
  @Min(64)
  @Max(16_384)
  sourceFileMemoryMb!: number;

  @Variable({
    env: 'SOURCE_FILE_READERS',
    group: 'Files',
    reason:
      'File sources that one process of api or worker has open at once, each in a process of its own. More wait for one that is idle.',
    default: '4',
    allowed: 'an integer from 1 to 64',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(64)
  sourceFileReaders!: number;
}
