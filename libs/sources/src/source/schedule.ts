import { AppError, nextDue, parseCron, TimeZone } from '@app/platform';

/** When something happens again: at times of a wall clock, or every so many seconds. */
export type Schedule = { cron: string; timezone: string } | { everySeconds: number };

const LEAST_SECONDS = 10;
const MOST_SECONDS = 30 * 86_400;
/** Long after anything that a schedule says. */
const NEVER = new Date(Date.UTC(9999, 0, 1));
const FORMS = '{"cron": "<five fields>", "timezone": "Europe/Berlin"} or {"everySeconds": 300}';

/**
 * Reads a schedule as a client sends it; the time zone is UTC where none is given.
 * @throws AppError VALIDATION_FAILED
 */
export function parseSchedule(value: unknown, pointer = '/schedule'): Schedule {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw AppError.invalid(pointer, `schedule must be ${FORMS}, or null`);
  const { cron, timezone, everySeconds, ...others } = value as Record<string, unknown>;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw AppError.invalid(`${pointer}/${unknown}`, `${unknown} is no part of a schedule, which is ${FORMS}`);
  if (cron === undefined && timezone === undefined) return everyOf(everySeconds, pointer);
  if (everySeconds !== undefined)
    throw AppError.invalid(pointer, 'schedule must have cron or everySeconds, not both');
  const zone = TimeZone.find(typeof timezone === 'string' ? timezone : timezone === undefined ? 'UTC' : '');
  if (!zone) throw AppError.invalid(`${pointer}/timezone`, 'timezone must be an IANA time zone');
  const problem = cronProblem(cron, zone);
  if (problem) throw AppError.invalid(`${pointer}/cron`, `cron ${problem}`);
  return { cron: cron as string, timezone: zone.name };
}

/** The first time after `after`; with `everySeconds` that is so long after it. What can no longer be read has none before the year 9999. */
export function nextTime(schedule: Schedule, after: Date): Date {
  if ('everySeconds' in schedule) return new Date(after.getTime() + schedule.everySeconds * 1_000);
  const [cron, zone] = [parseCron(schedule.cron), TimeZone.find(schedule.timezone)];
  const due = typeof cron === 'string' || !zone ? undefined : nextDue(cron, zone, after.getTime());
  return due === undefined ? NEVER : new Date(due);
}

function everyOf(seconds: unknown, pointer: string): Schedule {
  if (
    Number.isInteger(seconds) &&
    (seconds as number) >= LEAST_SECONDS &&
    (seconds as number) <= MOST_SECONDS
  )
    return { everySeconds: seconds as number };
  const allowed = `an integer from ${LEAST_SECONDS} to ${MOST_SECONDS} (given: ${JSON.stringify(seconds)})`;
  throw AppError.invalid(`${pointer}/everySeconds`, `everySeconds must be ${allowed}`);
}

function cronProblem(text: unknown, zone: TimeZone): string | undefined {
  const cron = typeof text === 'string' ? parseCron(text) : 'must be a text';
  if (typeof cron === 'string') return cron;
  return nextDue(cron, zone, Date.now()) === undefined
    ? 'names a day that no calendar has: it must come at some time'
    : undefined;
}
