import { DateTime } from 'luxon';

/** As fine as intervals of each unit are; finer than minutes only where there are seconds. */
const FORMATS: Readonly<Record<string, string>> = {
  d: 'yyyy-MM-dd',
  w: 'yyyy-MM-dd',
  mo: 'yyyy-MM',
  y: 'yyyy',
};
const UNIT = /[a-z]+$/;

/** An instant in a zone, as fine as the interval asks. */
export function timeText(value: string, timezone: string, interval: string | null): string {
  const time = DateTime.fromISO(value, { zone: timezone });
  if (!time.isValid) return value;
  const format = FORMATS[UNIT.exec(interval ?? '')?.[0] ?? ''];
  return time.toFormat(format ?? (time.second === 0 ? 'yyyy-MM-dd HH:mm' : 'yyyy-MM-dd HH:mm:ss'));
}

/** A range, whose end is not part of it: whole days as the first and the last one, others to the minute. */
export function rangeText(from: string, to: string, timezone: string): string {
  const [start, end] = [from, to].map((each) => DateTime.fromISO(each, { zone: timezone })) as [
    DateTime,
    DateTime,
  ];
  if (!start.isValid || !end.isValid) return `${from} – ${to}`;
  const areDays = [start, end].every((each) => each.equals(each.startOf('day'))) && end > start;
  if (!areDays) return `${start.toFormat('yyyy-MM-dd HH:mm')} – ${end.toFormat('yyyy-MM-dd HH:mm')}`;
  const last = end.minus({ days: 1 }).toISODate();
  return start.toISODate() === last ? `${last}` : `${start.toISODate()} – ${last}`;
}

/** Milliseconds whose UTC reads like the clocks of a zone at an instant: charts know no zones. */
export function wallClock(value: string, timezone: string): number {
  const time = DateTime.fromISO(value, { zone: timezone });
  return time.toMillis() + time.offset * 60_000;
}
