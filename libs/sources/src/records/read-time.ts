import { DateTime } from 'luxon';
import { timeFormatProblem } from './time-format';

const INTEGER = /^-?\d+(\.\d+)?$/;
/** Longer texts are no times. */
const LONGEST = 100;

/**
 * A time as senders write it, in ISO 8601 in UTC.
 * @param format iso8601, unix (seconds), unixMs or a pattern of luxon such as `yyyy-MM-dd HH:mm:ss`
 * @param timezone of a time without offset
 * @returns undefined for what is not in that format
 */
export function readTime(value: unknown, format = 'iso8601', timezone = 'UTC'): string | undefined {
  if (format === 'unix' || format === 'unixMs') {
    const number =
      typeof value === 'string' && value.length <= LONGEST && INTEGER.test(value) ? Number(value) : value;
    if (typeof number !== 'number') return undefined;
    const date = new Date(format === 'unix' ? number * 1_000 : number);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
  }
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  if (format !== 'iso8601' && timeFormatProblem(format) !== undefined) return undefined;
  const options = { zone: timezone, locale: 'en' };
  const time =
    format === 'iso8601' ? DateTime.fromISO(value, options) : DateTime.fromFormat(value, format, options);
  return time.isValid ? time.toUTC().toISO() : undefined;
}
