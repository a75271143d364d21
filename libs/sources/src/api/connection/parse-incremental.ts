import { readTime } from '../../records/read-time';
import { timeFormatProblem } from '../../records/time-format';
import type { Incremental } from './api-connection';
import { type FieldChecks, given } from './field-checks';

const YEAR_SECONDS = 366 * 86_400;

/** Reads how the next run asks only for what is new. */
export function parseIncremental(fields: FieldChecks): Incremental {
  const type = fields.choice('type', ['time', 'cursor'] as const, 'time');
  const before = fields.errors.length;
  const path = fields.expression('path');
  if (path === undefined && fields.errors.length === before) fields.wrong('path', 'is missing');
  const common = {
    path: path ?? '',
    ...given('parameter', fields.text('parameter', { longest: 100 })),
    ...given('initial', fields.text('initial')),
  };
  const parsed: Incremental =
    type === 'cursor'
      ? { type, ...common, of: fields.choice('of', ['record', 'page'] as const, 'record') }
      : { type, ...common, ...timeFields(fields) };
  if (parsed.type === 'time' && parsed.initial !== undefined && readTime(parsed.initial) === undefined)
    fields.wrong('initial', 'must be a time in ISO 8601');
  fields.end();
  return parsed;
}

function timeFields(fields: FieldChecks) {
  const format = fields.text('format', { longest: 64 }) ?? 'iso8601';
  const timezone = fields.text('timezone', { longest: 64 }) ?? 'UTC';
  if (!isZone(timezone)) fields.wrong('timezone', 'must be an IANA time zone');
  const problem = timeFormatProblem(format);
  if (problem !== undefined) fields.wrong('format', problem);
  return {
    format,
    parameterFormat: fields.text('parameterFormat', { longest: 64 }) ?? format,
    timezone,
    overlapSeconds: fields.integer('overlapSeconds', 0, YEAR_SECONDS, 0),
  };
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
