import type { ColumnType, SourceValue } from '../../connector';
import { exactNumber, isoTime } from '../source-values';

type Reader = (text: string) => SourceValue;

const asText: Reader = (text) => text;
const bytes: Reader = (text) => Buffer.from(text.slice(2), 'hex').toString('base64');

/** By the numbers that types have in every PostgreSQL (`pg_type.oid`); of all others the text is taken as it comes. */
const READERS: Readonly<Record<number, Reader>> = {
  16: (text) => text === 't',
  17: bytes,
  20: exactNumber,
  21: Number,
  23: Number,
  26: Number,
  700: float,
  701: float,
  1114: isoTime,
  1184: isoTime,
  1700: exactNumber,
};

/** How a column's values, which PostgreSQL sends as text, are read. */
export function readerOf(typeId: number): Reader {
  return READERS[typeId] ?? asText;
}

function float(text: string): SourceValue {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

const TYPES: readonly [RegExp, ColumnType][] = [
  [/\[\]$/, 'other'],
  [/^(smallint|integer|bigint|oid|numeric|real|double precision)\b/, 'number'],
  [/^boolean$/, 'boolean'],
  [/^date$/, 'date'],
  [/^timestamp\b/, 'datetime'],
  [/^jsonb?$/, 'json'],
  [/^(text|character|name|uuid|citext|"char"|inet|cidr|macaddr)\b/, 'string'],
];

/** @param nativeType as `format_type` writes it */
export function columnTypeOf(nativeType: string): ColumnType {
  return TYPES.find(([pattern]) => pattern.test(nativeType))?.[1] ?? 'other';
}
