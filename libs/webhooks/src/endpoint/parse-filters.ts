import { AppError } from '@app/platform';
import { type EventFilters, FILTER_MEMBERS } from './webhook-events';

const MOST_VALUES = 100;
const LONGEST_VALUE = 256;

/** @throws AppError VALIDATION_FAILED */
export function parseFilters(value: unknown): EventFilters | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || Array.isArray(value))
    throw AppError.invalid('/filters', 'filters must be an object of lists of texts');
  for (const [name, values] of Object.entries(value)) {
    const at = `/filters/${name}`;
    if (!FILTER_MEMBERS.includes(name))
      throw AppError.invalid(
        at,
        `${name} is no member of an event; allowed are ${FILTER_MEMBERS.join(', ')}`,
      );
    const isList = Array.isArray(values) && values.length > 0 && values.length <= MOST_VALUES;
    if (!isList || values.some((each) => typeof each !== 'string' || each.length > LONGEST_VALUE))
      throw AppError.invalid(
        at,
        `must be a list of 1 to ${MOST_VALUES} texts of at most ${LONGEST_VALUE} characters`,
      );
  }
  return value as EventFilters;
}
