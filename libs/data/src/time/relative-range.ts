import type { TimeZone } from '@app/platform';
import type { Moment } from './buckets';

const FORM = /^([1-9]\d{0,5})(m|h|d|w|mo|y)$/;
const EXACT = { m: 60_000, h: 3_600_000 } as const;
const DAY = 86_400_000;
/** Usual length in ms; a month counts 30 days and a year 365. */
const USUAL = { ...EXACT, d: DAY, w: 7 * DAY, mo: 30 * DAY, y: 365 * DAY } as const;

export const RELATIVE_FORMS = '<n>m, <n>h, <n>d, <n>w, <n>mo or <n>y such as 30d';

/** A number of minutes, hours, days, weeks, months or years. */
export interface Span {
  count: number;
  unit: keyof typeof USUAL;
}

/** Reads `<n>(m|h|d|w|mo|y)` with n from 1 to 999999; undefined for anything else. */
export function parseSpan(text: string): Span | undefined {
  const match = FORM.exec(text);
  return match ? { count: Number(match[1]), unit: match[2] as Span['unit'] } : undefined;
}

export function usualLength({ count, unit }: Span): number {
  return count * USUAL[unit];
}

/**
 * The instant that many units before `end`. Minutes and hours are elapsed time; days and longer go back on the zone's
 * calendar from the wall clock time that `end` stands for. A day that the earlier month lacks is its last one.
 */
export function goBack(end: Moment, { count, unit }: Span, zone: TimeZone): number {
  if (unit === 'm' || unit === 'h') return end.instant - count * EXACT[unit];
  if (unit === 'd' || unit === 'w') return zone.toInstant(end.local - count * USUAL[unit]);
  return zone.toInstant(monthsBefore(end.local, unit === 'mo' ? count : 12 * count));
}

function monthsBefore(local: number, months: number): number {
  const date = new Date(local);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() - months;
  const lastDay = new Date(new Date(0).setUTCFullYear(year, month + 1, 0)).getUTCDate();
  return date.setUTCFullYear(year, month, Math.min(date.getUTCDate(), lastDay));
}
