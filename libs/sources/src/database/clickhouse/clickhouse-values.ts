import type { ColumnType, SourceValue } from '../../connector';
import { exactNumber, isoTime } from '../source-values';

type Reader = (value: unknown) => SourceValue;

const WRAPPED = /^(?:Nullable|LowCardinality)\((.*)\)$/;
const WHOLE_OR_DECIMAL = /^(U?Int|Decimal)/;
const FLOAT = /^B?Float/;
const NESTED = /^(Array|Map|Tuple|Nested|JSON|Object|Variant|Dynamic)\b/;
const DENORMALS: Readonly<Record<string, string>> = { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' };

/** `LowCardinality(Nullable(…))` is the deepest that there is; whoever sends more means harm. */
const MOST_WRAPS = 3;

/** A type without what only says how it is stored, or that it may be null. */
export function bareType(nativeType: string, wraps = MOST_WRAPS): string {
  const inner = wraps > 0 ? WRAPPED.exec(nativeType)?.[1] : undefined;
  return inner === undefined ? nativeType : bareType(inner, wraps - 1);
}

/** How values of a type are read that came as JSON, whole and decimal numbers quoted, times as ISO in UTC. */
export function readerOf(nativeType: string): Reader {
  const read = readerOfBare(bareType(nativeType));
  return (value) => (value === null || value === undefined ? null : read(value));
}

function readerOfBare(type: string): Reader {
  if (WHOLE_OR_DECIMAL.test(type))
    return (value) => (typeof value === 'number' ? value : exactNumber(String(value)));
  if (FLOAT.test(type))
    return (value) => (typeof value === 'number' ? value : (DENORMALS[String(value)] ?? String(value)));
  if (type.startsWith('DateTime')) return (value) => isoTime(String(value));
  if (type.startsWith('FixedString')) return (value) => String(value).replace(/\0+$/, '');
  return (value) => {
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
    return JSON.stringify(value);
  };
}

const TYPES: readonly [RegExp, ColumnType][] = [
  [WHOLE_OR_DECIMAL, 'number'],
  [FLOAT, 'number'],
  [/^Bool$/, 'boolean'],
  [/^DateTime/, 'datetime'],
  [/^Date(32)?$/, 'date'],
  [NESTED, 'json'],
  [/^(String|FixedString|Enum|UUID|IPv[46])/, 'string'],
];

/** @param nativeType as `system.columns` has it */
export function columnTypeOf(nativeType: string): ColumnType {
  const type = bareType(nativeType);
  return TYPES.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}
