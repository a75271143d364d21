import { mailDomains } from '@app/outbound';
import { AppError, type Cron, nextDue, parseCron, TimeZone } from '@app/platform';
import { parseRecipients } from './recipients';
import type { UpdateExportScheduleDto } from './schedule.dto';
import type { ScheduleDefinition } from './schedule-record';

/** More often than this no person reads reports, and no queue should make them. */
const LEAST_MINUTES = 5;

const DEFAULTS = {
  dashboardId: null,
  query: null,
  rows: 'aggregates',
  timerange: null,
  filters: null,
  timezone: 'UTC',
  delivery: 'link',
  subject: null,
  message: null,
} as const;

/**
 * What a schedule says after a change. Its dashboard, query and ranges are checked by whoever knows them.
 * @param before undefined for one that is new, or replaced as a whole
 * @throws AppError VALIDATION_FAILED
 */
export function mergeSchedule(
  before: ScheduleDefinition | undefined,
  input: UpdateExportScheduleDto,
  allowedDomains: string,
): ScheduleDefinition {
  const base = before ?? DEFAULTS;
  const given = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
  if (input.dashboardId && input.query)
    throw AppError.invalid('/query', 'a schedule exports a dashboard or a query: leave one of them out');
  // Naming the one leaves the other.
  const dashboardId = input.query ? null : given(input.dashboardId, base.dashboardId);
  const query = input.dashboardId ? null : given(input.query, base.query);
  if (!dashboardId && !query) throw AppError.invalid('/dashboardId', 'a schedule needs dashboardId or query');
  const recipients =
    input.recipients === undefined && before
      ? before.recipients
      : parseRecipients(input.recipients, mailDomains(allowedDomains));
  const definition: ScheduleDefinition = {
    dashboardId: dashboardId?.toLowerCase() ?? null,
    query,
    rows: given(input.rows, base.rows),
    format: given(input.format, before?.format ?? 'csv'),
    timerange: given(input.timerange, base.timerange),
    filters: given(input.filters, base.filters),
    timezone: given(input.timezone, base.timezone),
    cron: given(input.cron, before?.cron ?? ''),
    recipients,
    delivery: given(input.delivery, base.delivery),
    subject: given(input.subject, base.subject),
    message: given(input.message, base.message),
  };
  for (const name of ['timerange', 'filters'] as const)
    if (query && definition[name] !== null)
      throw AppError.invalid(`/${name}`, `${name} is part of the query, where there is one`);
  return definition;
}

/** The clock that a schedule goes by. @throws AppError VALIDATION_FAILED */
export function clockOf({ cron: text, timezone }: Pick<ScheduleDefinition, 'cron' | 'timezone'>): {
  cron: Cron;
  zone: TimeZone;
} {
  const zone = TimeZone.find(timezone);
  if (!zone)
    throw AppError.invalid(
      '/timezone',
      `timezone must be an IANA name such as Europe/Berlin (given: ${JSON.stringify(timezone)})`,
    );
  const cron = parseCron(text);
  if (typeof cron === 'string') throw AppError.invalid('/cron', `cron ${cron}`);
  const minutes = cron.minutes;
  const isTooOften = minutes.some((minute, index) => {
    const next = minutes[index + 1] ?? (minutes[0] ?? 0) + 60;
    return next - minute < LEAST_MINUTES;
  });
  if (isTooOften)
    throw AppError.invalid('/cron', `cron must leave ${LEAST_MINUTES} minutes at least between two runs`);
  return { cron, zone };
}

/** The first due instant after `now`. @throws AppError VALIDATION_FAILED for a schedule that never is due */
export function firstDue(definition: ScheduleDefinition, now: Date): Date {
  const { cron, zone } = clockOf(definition);
  const due = nextDue(cron, zone, now.getTime());
  if (due === undefined)
    throw AppError.invalid('/cron', 'cron names a day that no calendar has: it would never run');
  return new Date(due);
}
