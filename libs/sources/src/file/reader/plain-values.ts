import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBUnionValue,
  type DuckDBValue,
  DuckDBVariantValue,
} from '@duckdb/node-api';
import type { SourceValue } from '../../connector';

/** Digits that a double always holds. */
const EXACT_DIGITS = 15;
const LAST_MS = 8_640_000_000_000_000n;
const DAY_MS = 86_400_000n;

/** A value of DuckDB as a cell: nested ones as JSON text, bytes in Base64, NaN and infinite ones as null. */
export function plainValue(value: DuckDBValue): SourceValue {
  const structured = structuredValue(value);
  return structured !== null && typeof structured === 'object'
    ? JSON.stringify(structured)
    : (structured as SourceValue);
}

/** A value of DuckDB as JSON has it: nested ones as lists and objects. */
export function structuredValue(value: DuckDBValue): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'bigint') return integer(value);
  if (value instanceof DuckDBDecimalValue) return decimal(value);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue)
    return isoTime(value.micros);
  if (value instanceof DuckDBTimestampMillisecondsValue) return isoTime(value.millis * 1_000n);
  if (value instanceof DuckDBTimestampSecondsValue) return isoTime(value.seconds * 1_000_000n);
  if (value instanceof DuckDBTimestampNanosecondsValue) return isoTime(value.nanos / 1_000n);
  if (value instanceof DuckDBDateValue) return isoDate(value.days);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString('base64');
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue)
    return value.items.map(structuredValue);
  if (value instanceof DuckDBStructValue)
    return Object.fromEntries(Object.entries(value.entries).map(([name, of]) => [name, structuredValue(of)]));
  if (value instanceof DuckDBMapValue)
    return value.entries.map((entry) => ({
      key: structuredValue(entry.key),
      value: structuredValue(entry.value),
    }));
  if (value instanceof DuckDBUnionValue || value instanceof DuckDBVariantValue)
    return structuredValue(value.value);
  return value.toString();
}

function integer(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

function decimal(value: DuckDBDecimalValue): number | string {
  const text = value.toString();
  const digits = text.replaceAll(/^-?0*\.?0*|\./g, '').length;
  return digits <= EXACT_DIGITS ? Number(text) : text;
}

/** ISO 8601 in UTC; with microseconds where there are some. Null for what is infinite or beyond the calendar. */
function isoTime(micros: bigint): string | null {
  const ms = micros >= 0n ? micros / 1_000n : -((-micros + 999n) / 1_000n);
  if (ms > LAST_MS || ms < -LAST_MS) return null;
  const rest = micros - ms * 1_000n;
  const text = new Date(Number(ms)).toISOString();
  return rest === 0n ? text : text.replace('Z', `${rest.toString().padStart(3, '0')}Z`);
}

function isoDate(days: number): string | null {
  const ms = BigInt(days) * DAY_MS;
  if (ms > LAST_MS || ms < -LAST_MS) return null;
  return new Date(Number(ms)).toISOString().split('T')[0] as string;
}
