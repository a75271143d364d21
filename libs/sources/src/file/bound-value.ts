import type { SourceValue } from '../connector';
import { SourceError } from '../source-error';

/** A parameter of a statement as the reader takes it: a time as ISO 8601, which DuckDB compares with times as a time. @throws SourceError */
export function boundValue(value: unknown): SourceValue {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as SourceValue;
  throw new SourceError(
    'refused',
    `A parameter cannot be ${Array.isArray(value) ? 'a list' : typeof value}.`,
  );
}
