/** Days since 1970-01-01 in UTC. */
export type UtcDay = number;

/** The UTC day of an instant. */
export function utcDay(time: Date | number): UtcDay {
  return Math.floor(Number(time) / DAY_MS);
}

/** Field of a change that concerns every day; also the only field of a subject that has no days. */
export const EVERY_DAY = -1;

const DAY_MS = 86_400_000;
/** Months and years are fields beside the days, so that a five-year question compares some ninety fields, not 1,826. */
const MONTHS = 1_000_000;
const YEARS = 2_000_000;
/** A change of more days than this is written as {@link EVERY_DAY}: coarser, never wrong. */
const MOST_DAYS = 400;

/**
 * The fields whose counters tell whether a day of [from, to] has changed: whole years and months as one field each,
 * the days at the edges, and {@link EVERY_DAY}. A field meets {@link changedFields} of another span iff the spans
 * share a day, or that span was too wide to be written by day.
 */
export function comparedFields(from: UtcDay, to: UtcDay): number[] {
  const fields = [EVERY_DAY];
  for (let day = from; day <= to;) {
    const { year, month, date } = calendar(day);
    const nextYear = dayOf(year + 1, 0);
    const nextMonth = dayOf(year, month + 1);
    if (month === 0 && date === 1 && nextYear - 1 <= to) {
      fields.push(YEARS + year);
      day = nextYear;
    } else if (date === 1 && nextMonth - 1 <= to) {
      fields.push(MONTHS + year * 12 + month);
      day = nextMonth;
    } else {
      fields.push(day);
      day++;
    }
  }
  return fields;
}

/** The fields that a change of the days [from, to] raises: every day, month and year that it meets. */
export function changedFields(from: UtcDay, to: UtcDay): number[] {
  if (to - from >= MOST_DAYS) return [EVERY_DAY];
  const fields = new Set<number>();
  for (let day = from; day <= to; day++) {
    const { year, month } = calendar(day);
    fields
      .add(day)
      .add(MONTHS + year * 12 + month)
      .add(YEARS + year);
  }
  return [...fields];
}

function calendar(day: UtcDay): { year: number; month: number; date: number } {
  const at = new Date(day * DAY_MS);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth(), date: at.getUTCDate() };
}

function dayOf(year: number, month: number): UtcDay {
  return Date.UTC(year, month, 1) / DAY_MS;
}
