import type { FieldPacket } from 'mysql2';
import type { ColumnType, SourceValue } from '../../connector';
import { exactNumber, isoTime } from '../source-values';

/** Numbers of types in the protocol (MySQL's `enum_field_types`). */
const TYPE = {
  decimal: 0,
  float: 4,
  timestamp: 7,
  longlong: 8,
  date: 10,
  datetime: 12,
  newdate: 14,
  bit: 16,
  newdecimal: 246,
};
const NO_DATE = '0000-00-00';
/** Digits that a FLOAT needs at most to be told from its neighbours. */
const FLOAT_DIGITS = [6, 7, 8, 9];

/** A value as the driver gives it in the binary protocol, of a session whose time zone is UTC. */
export function readValue(value: unknown, { columnType }: FieldPacket): SourceValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return readText(value, columnType);
  if (typeof value === 'number') return columnType === TYPE.float ? shortest(value) : value;
  if (typeof value === 'boolean') return value;
  if (!Buffer.isBuffer(value)) return JSON.stringify(value);
  return columnType === TYPE.bit
    ? exactNumber(BigInt(`0x${value.toString('hex') || '0'}`).toString())
    : value.toString('base64');
}

function readText(text: string, type: number | undefined): SourceValue {
  switch (type) {
    case TYPE.decimal:
    case TYPE.newdecimal:
    case TYPE.longlong:
      return exactNumber(text);
    case TYPE.date:
    case TYPE.newdate:
      return text.startsWith(NO_DATE) ? null : text;
    case TYPE.timestamp:
    case TYPE.datetime:
      return text.startsWith(NO_DATE) ? null : isoTime(text);
    default:
      return text;
  }
}

/** 0.1 for the FLOAT that a double writes as 0.10000000149011612. */
function shortest(value: number): number {
  for (const digits of FLOAT_DIGITS) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}

const TYPES: readonly [RegExp, ColumnType][] = [
  [/^(tinyint|smallint|mediumint|int|bigint|decimal|float|double|year|bit)\b/, 'number'],
  [/^date$/, 'date'],
  [/^(datetime|timestamp)\b/, 'datetime'],
  [/^json$/, 'json'],
  [/^(char|varchar|tinytext|text|mediumtext|longtext|enum|set|uuid|inet[46])\b/, 'string'],
];

/** @param nativeType as `information_schema.columns.column_type` has it */
export function columnTypeOf(nativeType: string): ColumnType {
  return TYPES.find(([pattern]) => pattern.test(nativeType))?.[1] ?? 'other';
}
