import type { TimeZone } from '@app/platform';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:0\d|1[0-8]):?[0-5]\d)$/;
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ][\d:.]+$/;
const LOST_PLUS = /^\d{4}-\d{2}-\d{2}T[\d:.]+ \d{2}:?\d{2}$/;

/** Between these every year has four digits and comes after Christ, whatever a calendar adds. */
const FIRST = Date.UTC(1_000, 0, 1);
const LAST = Date.UTC(9_000, 0, 1);

export const INSTANT_FORMS =
  'a date such as 2001-01-31, or a time with an offset such as 2001-01-31T08:00:00Z';

/**
 * Reads a moment: ISO 8601 with offset or Z, or a date, which is the start of that day in the zone.
 * Digits beyond the millisecond are cut.
 * @returns UTC ms, or a sentence that says what is wrong
 */
export function parseInstant(text: string, zone: TimeZone): number | string {
  const instant = readInstant(text, zone);
  if (typeof instant === 'string' || (instant >= FIRST && instant < LAST)) return instant;
  return `${JSON.stringify(text)} is not within the years 1000 to 8999 in UTC`;
}

function readInstant(text: string, zone: TimeZone): number | string {
  const day = DATE.exec(text);
  if (day) {
    const local = midnight(text);
    return local === undefined ? `${JSON.stringify(text)} is no day of the calendar` : zone.toInstant(local);
  }
  const time = DATE_TIME.exec(text);
  if (!time) return `${JSON.stringify(text)} ${complaint(text)}`;
  const [, date = '', hour, minute, second = '0', fraction = '', offset = 'Z'] = time;
  const local = midnight(date);
  if (local === undefined) return `${JSON.stringify(text)} is no day of the calendar`;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return (
    local +
    ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000 +
    milliseconds -
    offsetMs(offset)
  );
}

function midnight(date: string): number | undefined {
  const [, year, month, day] = DATE.exec(date) ?? [];
  const result = new Date(0);
  result.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return result.getUTCMonth() === Number(month) - 1 && result.getUTCDate() === Number(day)
    ? result.getTime()
    : undefined;
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return (offset.startsWith('-') ? -minutes : minutes) * 60_000;
}

function complaint(text: string): string {
  if (LOST_PLUS.test(text)) return 'has a space where its offset begins; in a URL write + as %2B';
  if (LOCAL_TIME.test(text)) return 'has no offset: end it with Z or an offset such as +02:00';
  return `is no time; give ${INSTANT_FORMS}`;
}
