import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { AccountSettings } from './account-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that concern data sources. */
export class SourceSettings extends AccountSettings {
  @Variable({
    env: 'SOURCES_OPEN_MAX',
    group: 'Sources',
    reason:
      'How many data sources a process has open at once, each with connections of its own. Those that nobody uses are closed to make room.',
    default: '100',
    allowed: 'an integer from 1 to 10000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(10_000)
  sourcesOpenMax!: number;

  @Variable({
    env: 'SOURCE_LEASE_MS',
    group: 'Sources',
    reason:
      'After how long another worker goes on reading a source whose worker gives no sign of life. Much shorter, and a worker that is slow for a moment loses its place.',
    default: '10000',
    allowed: 'an integer from 500 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(500)
  @Max(600_000)
  sourceLeaseMs!: number;

  @Variable({
    env: 'SOURCE_API_MEMORY_MB',
    group: 'Sources',
    reason:
      'Memory that the JSON of APIs may take at once in a process of api or worker, as it is estimated before it is parsed. Pages wait for others; one that would take more than all of it is refused.',
    default: '384',
    allowed: 'an integer from 16 to 65536 (MiB)',
  })
  @toNumber
  @IsInt()
  @Min(16)
  @Max(65_536)
  sourceApiMemoryMb!: number;

  @Variable({
    env: 'RATE_LIMIT_SOURCE_TESTS',
    group: 'Limits',
    reason:
      'Tests of data sources and readings of their schemas in a minute, for each principal: each connects to a host that users name; 0 = no limit.',
    default: '30',
    allowed: '0 or an integer up to 1000000000',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  rateLimitSourceTests!: number;
}
