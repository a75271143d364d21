import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { LoadSettings } from './load-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that say how dashboards are kept moving for those who watch them. */
export class LiveSettings extends LoadSettings {
  @Variable({
    env: 'LIVE_EVALUATION_MS',
    group: 'Live',
    reason:
      'A widget that is watched is evaluated at most once in that time, however fast its points change; the first change after a pause counts at once.',
    default: '1000',
    allowed: 'an integer from 10 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(600_000)
  liveEvaluationMs!: number;

  @Variable({
    env: 'LIVE_ROOMS_MAX',
    group: 'Live',
    reason:
      'Different things (dashboard, parameters and data policy) that one organization may watch in one process at once; beyond it the answer is 429.',
    default: '1000',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  liveRoomsMax!: number;

  @Variable({
    env: 'LIVE_VIEWERS_MAX',
    group: 'Live',
    reason: 'Viewers of one organization in one process; beyond it the answer is 429.',
    default: '10000',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  liveViewersMax!: number;

  @Variable({
    env: 'LIVE_VIEWERS_PER_PRINCIPAL',
    group: 'Live',
    reason:
      'What one user or API key may watch in one process at once; beyond it the answer is 429. Embed tokens are bound by the organization alone.',
    default: '50',
    allowed: 'an integer from 1 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  liveViewersPerPrincipal!: number;

  @Variable({
    env: 'LIVE_DEAF_MAX_MS',
    group: 'Live',
    reason:
      'When a process has heard of no change for so long, because it cannot reach what carries the events, it is not ready and tells its viewers to connect elsewhere.',
    default: '5000',
    allowed: 'an integer from 100 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(600_000)
  liveDeafMaxMs!: number;
}
