import { INTERVAL_MS } from '../../time/buckets';
import { parseInstant } from '../../time/instant';
import { RELATIVE_FORMS, parseSpan, usualLength } from '../../time/relative-range';
import { unknownZone } from '../../time/time-range';
import { TimeZone } from '../../time/time-zone';
import { INTERVALS, type Interval, type TimeRange } from '../metric-query';
import { type QueryErrors, shown } from './query-errors';
import type { QueryLimits } from '../query-limits';
import { type JsonObject, readCount, readObject, readWord } from './read-json';

export const DEFAULT_TIME_RANGE = '30d';

export interface ParsedTime {
  timeRange: TimeRange;
  interval?: Interval;
  timezone: string;
  weekStart: 'monday' | 'sunday';
}

/** Reads timeRange, interval, maxDataPoints, timezone and weekStart. Dates and times become UTC. */
export function parseTime(
  input: JsonObject,
  byDate: boolean,
  limits: QueryLimits,
  errors: QueryErrors,
): ParsedTime {
  const zone = parseZone(input.timezone, errors);
  const range = parseRange(input.timeRange, zone, errors);
  const interval = parseInterval(input, range.length, limits, errors) ?? (byDate ? '1d' : undefined);
  const weekStart =
    input.weekStart === undefined
      ? 'monday'
      : readWord(input.weekStart, ['monday', 'sunday'], '/weekStart', errors);
  return {
    timeRange: range.timeRange,
    ...(interval && { interval }),
    timezone: zone.name,
    weekStart: weekStart ?? 'monday',
  };
}

function parseZone(input: unknown, errors: QueryErrors): TimeZone {
  const name = input === undefined ? 'UTC' : input;
  const zone = typeof name === 'string' ? TimeZone.find(name) : undefined;
  if (zone) return zone;
  errors.add(
    '/timezone',
    typeof name === 'string' ? unknownZone(name) : `must be text; given is ${shown(name)}`,
  );
  return TimeZone.find('UTC') as TimeZone;
}

/** A range and about how long it is, in ms. */
interface MeasuredRange {
  timeRange: TimeRange;
  length: number;
}

function parseRange(input: unknown, zone: TimeZone, errors: QueryErrors): MeasuredRange {
  const nothing: MeasuredRange = { timeRange: DEFAULT_TIME_RANGE, length: 0 };
  const given = input === undefined ? DEFAULT_TIME_RANGE : input;
  if (typeof given === 'string') {
    const span = parseSpan(given);
    if (span) return { timeRange: given, length: usualLength(span) };
    errors.add(
      '/timeRange',
      `must be ${RELATIVE_FORMS}, or an object with from and to; given is ${shown(given)}`,
    );
    return nothing;
  }
  const object = readObject(given, ['from', 'to'], '/timeRange', errors);
  if (!object) return nothing;
  const from = parseMoment(object.from, '/timeRange/from', zone, errors);
  const to = parseMoment(object.to, '/timeRange/to', zone, errors);
  if (from === undefined || to === undefined) return nothing;
  if (from >= to) {
    errors.add(
      '/timeRange',
      `from must be before to; given are ${shown(object.from)} and ${shown(object.to)}`,
    );
    return nothing;
  }
  return {
    timeRange: { from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    length: to - from,
  };
}

function parseMoment(
  input: unknown,
  pointer: string,
  zone: TimeZone,
  errors: QueryErrors,
): number | undefined {
  const instant =
    typeof input === 'string' ? parseInstant(input, zone) : `is needed; given is ${shown(input)}`;
  if (typeof instant === 'number') return instant;
  errors.add(pointer, instant);
  return undefined;
}

function parseInterval(
  input: JsonObject,
  length: number,
  limits: QueryLimits,
  errors: QueryErrors,
): Interval | undefined {
  const { interval, maxDataPoints } = input;
  if (maxDataPoints !== undefined && interval !== 'auto') {
    errors.add(
      '/maxDataPoints',
      `goes with the interval "auto" alone; the given interval is ${shown(interval)}`,
    );
  }
  if (interval === undefined) return undefined;
  const word = readWord(interval, [...INTERVALS, 'auto'], '/interval', errors);
  if (word !== 'auto') return word;
  const most =
    maxDataPoints === undefined
      ? limits.defaultDataPoints
      : readCount(maxDataPoints, limits.buckets, '/maxDataPoints', errors);
  return INTERVALS.find((candidate) => length / INTERVAL_MS[candidate] <= (most ?? 1)) ?? '1mo';
}
