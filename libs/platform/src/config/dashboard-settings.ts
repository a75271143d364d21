import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { ConnectionSettings } from './connection-settings';
import { Variable } from './variable';

const toNumber = Transform(({ value }: { value: unknown }) =>
  typeof value === 'string' ? Number(value) : value,
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
}
