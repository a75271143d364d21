import { DateTime } from 'luxon';

/**
 * A time as a server wants it.
 * @param time ISO 8601 in UTC
 * @param format iso8601, unix (whole seconds), unixMs or a pattern of luxon such as `yyyy-MM-dd HH:mm:ss`
 * @param timezone in which a pattern is written
 */
export function writeTime(time: string, format = 'iso8601', timezone = 'UTC'): string | number {
  const ms = Date.parse(time);
  if (format === 'unix') return Math.floor(ms / 1_000);
  if (format === 'unixMs') return ms;
  if (format === 'iso8601') return new Date(ms).toISOString();
  return DateTime.fromMillis(ms, { zone: timezone, locale: 'en' }).toFormat(format);
}
