import { TimeZone } from '@app/platform';
import { parseInstant } from '../../time/instant';
import { RELATIVE_FORMS, parseSpan } from '../../time/relative-range';
import { unknownZone } from '../../time/time-range';
import { INTERVALS, type Interval, type TimeRange } from '../metric-query';
import { type QueryErrors, shown } from './query-errors';
import type { QueryLimits } from '../query-limits';
import { type JsonObject, readCount, readObject, readWord } from './read-json';

export const DEFAULT_TIME_RANGE = '30d';

export interface ParsedTime {
  timeRange: TimeRange;
  interval?: Interval | 'auto';
  maxDataPoints?: number;
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
  const timeRange = parseRange(input.timeRange, zone, errors);
  const interval = parseInterval(input.interval, errors) ?? (byDate ? '1d' : undefined);
  const maxDataPoints = parseMaxDataPoints(input, limits, errors);
  const weekStart =
    input.weekStart === undefined
      ? 'monday'
      : readWord(input.weekStart, ['monday', 'sunday'], '/weekStart', errors);
  return {
    timeRange,
    ...(interval && { interval }),
    ...(maxDataPoints !== undefined && { maxDataPoints }),
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

function parseRange(input: unknown, zone: TimeZone, errors: QueryErrors): TimeRange {
  const given = input === undefined ? DEFAULT_TIME_RANGE : input;
  if (typeof given === 'string') {
    if (parseSpan(given)) return given;
    errors.add(
      '/timeRange',
      `must be ${RELATIVE_FORMS}, or an object with from and to; given is ${shown(given)}`,
    );
    return DEFAULT_TIME_RANGE;
  }
  const object = readObject(given, ['from', 'to'], '/timeRange', errors);
  if (!object) return DEFAULT_TIME_RANGE;
  const from = parseMoment(object.from, '/timeRange/from', zone, errors);
  const to = parseMoment(object.to, '/timeRange/to', zone, errors);
  if (from === undefined || to === undefined) return DEFAULT_TIME_RANGE;
  if (from >= to) {
    errors.add(
      '/timeRange',
      `from must be before to; given are ${shown(object.from)} and ${shown(object.to)}`,
    );
    return DEFAULT_TIME_RANGE;
  }
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
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

function parseInterval(input: unknown, errors: QueryErrors): Interval | 'auto' | undefined {
  return input === undefined ? undefined : readWord(input, [...INTERVALS, 'auto'], '/interval', errors);
}

function parseMaxDataPoints(
  { interval, maxDataPoints }: JsonObject,
  limits: QueryLimits,
  errors: QueryErrors,
): number | undefined {
  if (maxDataPoints === undefined) return undefined;
  if (interval === 'auto') return readCount(maxDataPoints, limits.buckets, '/maxDataPoints', errors);
  errors.add(
    '/maxDataPoints',
    `goes with the interval "auto" alone; the given interval is ${shown(interval)}`,
  );
  return undefined;
}
