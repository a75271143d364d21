/** When a schedule runs: minutes, hours, days and months of a wall clock, read from five fields. */
export interface Cron {
  minutes: readonly number[];
  hours: readonly number[];
  /** Whether it runs on a day of the calendar; `month` from 1, `weekday` from Sunday = 0. */
  matchesDay(day: number, month: number, weekday: number): boolean;
}

interface Field {
  name: string;
  least: number;
  most: number;
  /** Names of values, from `least` on. */
  names?: readonly string[];
}

const FIELDS = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  // 7 is Sunday too.
  {
    name: 'day of the week',
    least: 0,
    most: 7,
    names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
  },
] as const satisfies readonly Field[];

const ITEM = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d{1,2}))?$/;
const LONGEST = 120;

/**
 * Reads `minute hour day-of-month month day-of-week` as crontab(5) does: `*`, numbers, names of months and weekdays, ranges, lists and
 * steps; where both kinds of days are restricted, either is enough.
 * @returns what is wrong with it, as a text, if something is
 */
export function parseCron(text: string): Cron | string {
  const fields = text.trim().split(/\s+/);
  if (text.length > LONGEST || fields.length !== FIELDS.length)
    return 'must have five fields: minute, hour, day of the month, month and day of the week';
  const sets: number[][] = [];
  for (const [index, field] of FIELDS.entries()) {
    const values = valuesOf(fields[index] ?? '', field);
    if (values === undefined)
      return `has ${JSON.stringify(fields[index])} as ${field.name}, which must be * or values from ${field.least} to ${field.most}, with - , and /`;
    sets.push(values);
  }
  const [minutes = [], hours = [], days = [], months = [], weekdays = []] = sets;
  // As in crontab(5): a field that begins with * restricts nothing, also with a step.
  const isAny = (index: number): boolean => fields[index]?.startsWith('*') === true;
  const isWeekday = (weekday: number): boolean =>
    weekdays.includes(weekday) || (weekday === 0 && weekdays.includes(7));
  return {
    minutes,
    hours,
    matchesDay: (day, month, weekday) => {
      if (!months.includes(month)) return false;
      const [byDate, byWeekday] = [days.includes(day), isWeekday(weekday)];
      return isAny(2) || isAny(4) ? byDate && byWeekday : byDate || byWeekday;
    },
  };
}

/** In ascending order, none twice; undefined for what is no such field. */
function valuesOf(text: string, field: Field): number[] | undefined {
  const values = new Set<number>();
  for (const item of text.toLowerCase().split(',')) {
    const [match, any, from, to, step] = ITEM.exec(item) ?? [];
    if (match === undefined) return undefined;
    const first = any ? field.least : valueOf(from ?? '', field);
    // `5/10` is from 5 to the end.
    const last =
      any || (to === undefined && step !== undefined) ? field.most : valueOf(to ?? from ?? '', field);
    const each = step === undefined ? 1 : Number(step);
    if (first === undefined || last === undefined || first > last || each < 1) return undefined;
    for (let value = first; value <= last; value += each) values.add(value);
  }
  return [...values].toSorted((a, b) => a - b);
}

function valueOf(text: string, { least, most, names }: Field): number | undefined {
  const named = names?.indexOf(text) ?? -1;
  if (named >= 0) return least + named;
  if (!/^\d{1,2}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}
