import { RELATIVE_FORMS, parseSpan, usualLength } from '../../time/relative-range';
import type { Comparison } from '../metric-query';
import type { QueryLimits } from '../query-limits';
import { type QueryErrors, shown } from './query-errors';
import { readObject } from './read-json';

const YEAR = { count: 1, unit: 'y' } as const;

/** Reads `compare`: "previous_period", or how much earlier. */
export function parseCompare(
  input: unknown,
  limits: QueryLimits,
  errors: QueryErrors,
): Comparison | undefined {
  if (input === undefined || input === 'previous_period') return input;
  if (typeof input === 'string') {
    errors.add('/compare', `must be "previous_period" or { "shift": "7d" }; given is ${shown(input)}`);
    return undefined;
  }
  const object = readObject(input, ['shift'], '/compare', errors);
  if (!object) return undefined;
  const { shift } = object;
  const span = typeof shift === 'string' ? parseSpan(shift) : undefined;
  if (!span) {
    errors.add('/compare/shift', `must be ${RELATIVE_FORMS}; given is ${shown(shift)}`);
    return undefined;
  }
  if (usualLength(span) > usualLength({ ...YEAR, count: limits.rangeYears }) + usualLength(YEAR) / 100) {
    errors.limit('/compare/shift', `is at most ${limits.rangeYears} years; given is ${shown(shift)}`);
    return undefined;
  }
  return { shift: shift as string };
}
