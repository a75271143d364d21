import { canonicalTimezone } from '@app/auth';
import { AppError } from '@app/platform';

/** When something happens again: at times of a wall clock, or every so many seconds. */
export type Schedule = { cron: string; timezone: string } | { everySeconds: number };

const LEAST_SECONDS = 10;
const MOST_SECONDS = 30 * 86_400;
const LONGEST_CRON = 120;
const FIVE_FIELDS = /^\S+(\s+\S+){4}$/;
const CHARACTERS = /^[\d*,/\-\sA-Za-z#?]+$/;
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
  const zone = typeof timezone === 'string' ? canonicalTimezone(timezone) : timezone === undefined && 'UTC';
  if (!zone) throw AppError.invalid(`${pointer}/timezone`, 'timezone must be an IANA time zone');
  const problem = typeof cron === 'string' ? cronProblem(cron, zone) : 'must be a text';
  if (problem) throw AppError.invalid(`${pointer}/cron`, `cron ${problem}`);
  return { cron: cron as string, timezone: zone };
}

/** The first time after `after`; with `everySeconds` that is so long after it. */
export function nextTime(schedule: Schedule, after: Date): Date {
  if ('everySeconds' in schedule) return new Date(after.getTime() + schedule.everySeconds * 1_000);
  const { CronExpressionParser } = require('cron-parser') as typeof import('cron-parser');
  const { cron, timezone } = schedule;
  return CronExpressionParser.parse(cron, { tz: timezone, currentDate: after }).next().toDate();
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

function cronProblem(cron: string, timezone: string): string | undefined {
  if (cron.length > LONGEST_CRON || !FIVE_FIELDS.test(cron) || !CHARACTERS.test(cron))
    return 'must have five fields: minute, hour, day of the month, month and day of the week';
  // Jenkins' H is another time on each day that it is asked for.
  if (/(^|[\s,])H/.test(cron)) return 'must not have H';
  try {
    nextTime({ cron, timezone }, new Date());
    return undefined;
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`;
  }
}
