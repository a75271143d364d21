import { AppError, type FieldError, textErrors } from '@app/platform';
import type { DataPolicy } from '../principals/principal';
import { intersectPolicies } from './intersect-policies';

const MOST_DIMENSIONS = 16;
const MOST_VALUES = 200;
const LONGEST_DIMENSION = 64;
const LONGEST_VALUE = 256;

/**
 * Reads a data policy as a client wrote it: `{ "region": ["emea"] }`, values as they are in the points; null is none.
 * @returns its normal form: sorted, no value twice
 * @throws AppError VALIDATION_FAILED
 */
export function parsePolicy(input: unknown, pointer: string): DataPolicy {
  if (input === null) return {};
  if (typeof input !== 'object' || Array.isArray(input)) {
    throw AppError.invalid(pointer, 'must be an object of lists of values, by dimension, or null');
  }
  const entries = Object.entries(input as Record<string, unknown>);
  const errors = [...textErrors(input, pointer), ...entries.flatMap((entry) => entryErrors(entry, pointer))];
  if (entries.length > MOST_DIMENSIONS)
    errors.push({
      pointer,
      message: `a policy has at most ${MOST_DIMENSIONS} dimensions (given: ${entries.length})`,
    });
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return intersectPolicies(input as DataPolicy);
}

function entryErrors([dimension, values]: [string, unknown], pointer: string): FieldError[] {
  const at = `${pointer}/${dimension.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (dimension === '' || dimension.length > LONGEST_DIMENSION) {
    const message = `a dimension has 1 to ${LONGEST_DIMENSION} characters (given: ${dimension.length})`;
    return [{ pointer: at, message }];
  }
  if (!Array.isArray(values) || values.length > MOST_VALUES || !values.every(isValue)) {
    const message = `must be a list of at most ${MOST_VALUES} texts of 1 to ${LONGEST_VALUE} characters`;
    return [{ pointer: at, message }];
  }
  return [];
}

function isValue(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_VALUE;
}
