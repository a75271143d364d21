import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { DashboardSettings } from './dashboard-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

/** The settings of {@link AppConfig} that say how much one process takes on before it refuses more. */
export class LoadSettings extends DashboardSettings {
  @Variable({
    env: 'DATABASE_POOL_MAX',
    group: 'Database',
    reason:
      'Most connections of one process for SQL; entities use half as many beside it. Unset: 4 per processor, at least 10 and at most 32, and no more than an eighth of what the server offers.',
    automatic: 'from the machine',
    allowed: 'an integer from 2 to 200',
  })
  @IsOptional()
  @toNumber
  @IsInt()
  @Min(2)
  @Max(200)
  databasePoolMax?: number;

  @Variable({
    env: 'DATABASE_QUEUE_MAX',
    group: 'Load',
    reason:
      'When so many statements of one process wait for a connection, new requests get 503 OVERLOADED; from half of it on a growing part of them.',
    automatic: '12 x DATABASE_POOL_MAX',
    allowed: 'an integer from 1 to 100000',
  })
  @IsOptional()
  @toNumber
  @IsInt()
  @Min(1)
  @Max(100_000)
  databaseQueueMax?: number;

  @Variable({
    env: 'STATEMENT_TIMEOUT_MS',
    group: 'Database',
    reason:
      'Longest run of a statement that is no metric query; beyond it the answer is 503 OVERLOADED. Jobs have 15 minutes.',
    default: '30000',
    allowed: 'an integer from 100 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(600_000)
  statementTimeoutMs!: number;

  @Variable({
    env: 'QUERY_CONCURRENCY',
    group: 'Load',
    reason:
      'Metric queries that one process runs in the database at once, so that all other statements find a connection. Organizations and their users take turns.',
    automatic: 'half of DATABASE_POOL_MAX',
    allowed: 'an integer from 1 to 200',
  })
  @IsOptional()
  @toNumber
  @IsInt()
  @Min(1)
  @Max(200)
  queryConcurrency?: number;

  @Variable({
    env: 'QUERY_QUEUE_MAX',
    group: 'Load',
    reason:
      'Metric queries of one process that may wait for their turn; beyond it whoever has most of them waiting gets 503 OVERLOADED.',
    default: '200',
    allowed: 'an integer from 0 to 100000',
  })
  @toNumber
  @IsInt()
  @Min(0)
  @Max(100_000)
  queryQueueMax!: number;

  @Variable({
    env: 'QUERY_QUEUE_WAIT_MS',
    group: 'Load',
    reason:
      'Longest that a metric query waits for its turn; then the answer is 503 OVERLOADED, and at once for a user whose own queries wait for long already.',
    default: '3000',
    allowed: 'an integer from 10 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(600_000)
  queryQueueWaitMs!: number;

  @Variable({
    env: 'EVENT_LOOP_LAG_MAX_MS',
    group: 'Load',
    reason:
      'When the event loop of one process lags by so much (smoothed over half a second), new requests get 503 OVERLOADED; from half of it on a growing part of them.',
    default: '400',
    allowed: 'an integer from 10 to 60000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(60_000)
  eventLoopLagMaxMs!: number;

  @Variable({
    env: 'CONNECTIONS_MAX',
    group: 'Load',
    reason: 'Connections of clients that one process holds; more are closed as they come.',
    default: '10000',
    allowed: 'an integer from 10 to 1000000',
  })
  @toNumber
  @IsInt()
  @Min(10)
  @Max(1_000_000)
  connectionsMax!: number;

  @Variable({
    env: 'ANSWER_TIMEOUT_MS',
    group: 'Load',
    reason: 'A client that has not read its whole answer by then is cut off.',
    default: '120000',
    allowed: 'an integer from 1000 to 3600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(1_000)
  @Max(3_600_000)
  answerTimeoutMs!: number;

  @Variable({
    env: 'UNREAD_ANSWERS_MAX_BYTES',
    group: 'Load',
    reason:
      'Memory of one process for answers that slow clients have not read yet; beyond it those who have waited longest are cut off. One cached answer counts once, however many read it.',
    default: '134217728',
    allowed: 'an integer from 1048576 to 17179869184 (bytes)',
  })
  @toNumber
  @IsInt()
  @Min(1_048_576)
  @Max(17_179_869_184)
  unreadAnswersMaxBytes!: number;
}
