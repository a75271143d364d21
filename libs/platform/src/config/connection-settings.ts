import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { LimitSettings } from './limit-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that bound what live connections may hold of a process. */
export class ConnectionSettings extends LimitSettings {
  @Variable({
    env: 'STREAMS_MAX',
    group: 'Live',
    reason:
      'Live connections of one process; beyond it the answer is 503 OVERLOADED. Keep it below CONNECTIONS_MAX, which counts all connections.',
    default: '8000',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  streamsMax!: number;

  @Variable({
    env: 'STREAM_BACKLOG_BYTES',
    group: 'Live',
    reason:
      'Most that waits for one slow client. Older data of a widget gives way to newer anyway; who needs more than this is dropped.',
    default: '1048576',
    allowed: 'an integer from 16384 to 268435456 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(16_384)
  @Max(268_435_456)
  streamBacklogBytes!: number;

  @Variable({
    env: 'STREAM_SLOW_MS',
    group: 'Live',
    reason: 'A live client that has taken nothing of what waits for it for so long is dropped.',
    default: '15000',
    allowed: 'an integer from 100 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(600_000)
  streamSlowMs!: number;
}
