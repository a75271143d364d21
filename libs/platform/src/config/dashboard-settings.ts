import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { ConnectionSettings } from './connection-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
);

const toBoolean = Transform(({ value }: { value: unknown }) =>
  value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
);

/** The settings of {@link AppConfig} that say what is kept of dashboards, and how they are streamed. */
export class DashboardSettings extends ConnectionSettings {
  @Variable({
    env: 'DASHBOARD_REVISIONS_KEPT',
    group: 'Dashboards',
    reason: 'Revisions of one dashboard that are kept; the oldest go.',
    default: '100',
    allowed: 'an integer from 1 to 10000',
  })
  @toNumber
  @IsInt()
  @Min(1)
  @Max(10_000)
  dashboardRevisionsKept!: number;

  @Variable({
    env: 'STREAM_HEARTBEAT_MS',
    group: 'Live',
    reason:
      'How often a quiet event stream (SSE) says that it is there: less than what proxies between it and its clients take for dead.',
    default: '15000',
    allowed: 'an integer from 1000 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(1_000)
  @Max(600_000)
  streamHeartbeatMs!: number;

  @Variable({
    env: 'STREAM_RETRY_MS',
    group: 'Live',
    reason: 'After how long a client of an event stream is told to come back when its connection breaks.',
    default: '2000',
    allowed: 'an integer from 100 to 600000 (milliseconds)',
  })
  @toNumber
  @IsInt()
  @Min(100)
  @Max(600_000)
  streamRetryMs!: number;

  @Variable({
    env: 'LIVE_PAGE',
    group: 'Demo',
    reason:
      'Serve a page at /live that shows dashboards live, behind a log-in: to look at Vitrine, not to build on.',
    automatic: 'true where DEMO loads data and nothing but `npm start` runs it, else false',
    allowed: 'true or false',
  })
  @IsOptional()
  @toBoolean
  @IsBoolean()
  livePage?: boolean;
}
