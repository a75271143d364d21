import { AppError, type FieldError } from '@app/platform';
import type { WatchRequest } from './live-dashboards';

const MAX_FILTERS_LENGTH = 16_000;
const MAX_LENGTH = 200;
const TEXTS = ['timerange', 'from', 'to', 'interval', 'timezone'] as const;

/** What a message can say about what is watched: the parameters of `GET /dashboards/:id/data`, some also as JSON. */
export const WATCH_FIELDS: readonly string[] = [...TEXTS, 'timeRange', 'filters'];

/**
 * Reads the parameters of a message: texts as in a URL, or `timeRange` and `filters` as in a MetricQuery. Whether they mean
 * something is for whom evaluates them.
 * @throws AppError VALIDATION_FAILED, LIMIT_EXCEEDED
 */
export function readWatchParameters(message: unknown): WatchRequest['parameters'] {
  if (message === undefined || message === null) return {};
  const given = recordOf(message, '');
  const parameters: WatchRequest['parameters'] = {};
  const errors: FieldError[] = Object.keys(given)
    .filter((name) => !WATCH_FIELDS.includes(name))
    .map((name) => ({
      pointer: `/${name.slice(0, 100)}`,
      message: `There is no such field; there are ${WATCH_FIELDS.join(', ')}.`,
    }));
  for (const name of TEXTS) {
    const value = given[name];
    if (value === undefined || value === null) continue;
    if (typeof value === 'string' && value.length <= MAX_LENGTH) parameters[name] = value;
    else
      errors.push({
        pointer: `/${name}`,
        message: `${name} must be a text of at most ${MAX_LENGTH} characters`,
      });
  }
  if (given.timeRange !== undefined && given.timeRange !== null)
    Object.assign(parameters, readTimeRange(given.timeRange, errors));
  const filters = readFilters(given.filters);
  if (filters !== undefined) parameters.filters = filters;
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return parameters;
}

function readTimeRange(value: unknown, errors: FieldError[]): WatchRequest['parameters'] {
  if (typeof value === 'string' && value.length <= MAX_LENGTH) return { timerange: value };
  const { from, to, ...rest } = (typeof value === 'object' ? value : {}) as Record<string, unknown>;
  if (typeof from === 'string' && typeof to === 'string' && Object.keys(rest).length === 0)
    return { from, to };
  errors.push({
    pointer: '/timeRange',
    message: 'timeRange must be a text such as "7d", or { "from", "to" }',
  });
  return {};
}

function readFilters(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text.length <= MAX_FILTERS_LENGTH) return text;
  throw new AppError('LIMIT_EXCEEDED', `filters must be at most ${MAX_FILTERS_LENGTH} characters of JSON.`);
}

/** @throws AppError VALIDATION_FAILED unless it is a JSON object */
export function recordOf(value: unknown, pointer: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !Buffer.isBuffer(value))
    return value as Record<string, unknown>;
  throw AppError.invalid(pointer, 'The message must be a JSON object.');
}
