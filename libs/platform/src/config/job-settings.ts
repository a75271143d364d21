import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { GraphqlSettings } from './graphql-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);
const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/** The settings of {@link AppConfig} that concern jobs and their queues. */
export class JobSettings extends GraphqlSettings {
  @Variable({
    env: 'JOB_CONCURRENCY',
    group: 'Jobs',
    reason: 'Jobs that one worker process runs at once, per queue.',
    default: '4',
    allowed: 'an integer from 1 to 64',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(64)
  jobConcurrency!: number;

  @Variable({
    env: 'JOB_CONCURRENCY_BULK',
    group: 'Jobs',
    reason:
      'The same for the queue `bulk` alone: exports, imports and housekeeping, each of which may take a processor for minutes.',
    automatic: 'JOB_CONCURRENCY',
    allowed: 'an integer from 1 to 64',
  })
  @IsOptional()
  @toNumber
  @IsInt()
  @Min(1)
  @Max(64)
  jobConcurrencyBulk?: number;

  @Variable({
    env: 'WORKER_NICE',
    group: 'Jobs',
    reason:
      'How much a worker yields processors to everything else on its machine: 0 not at all, 19 always (what `nice` means by it). It changes nothing on a machine with processors to spare.',
    default: '10',
    allowed: 'an integer from 0 to 19',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(19)
  workerNice!: number;

  @Variable({
    env: 'QUEUE_ALARM_SECONDS',
    group: 'Jobs',
    reason:
      'A queue whose oldest job has waited for so long backs up: whoever runs the installation is told. 0 = nobody is told.',
    default: '300',
    allowed: '0 or an integer from 10 to 86400 (seconds)',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(86_400)
  queueAlarmSeconds!: number;

  @Variable({
    env: 'ALERT_NEWS_PER_HOUR',
    group: 'Jobs',
    reason:
      'How often one recipient is told of one alert within an hour, and as often again of new alarms. What an alert that flaps would tell beyond it is held back, and told in one summary each 15 minutes.',
    default: '20',
    allowed: 'an integer from 1 to 10000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(10_000)
  alertNewsPerHour!: number;

  @Variable({
    env: 'QUEUE_BOARD',
    group: 'Jobs',
    reason: 'Serve Bull Board, a page that shows the queues to super_admin, at /admin/queues.',
    default: 'true',
    allowed: 'true or false',
  })
  @toBoolean
  @IsBoolean()
  queueBoard!: boolean;
}
