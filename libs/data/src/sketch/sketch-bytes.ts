import type { Sketch } from './sketch';

const ENTRY_BYTES = 8;
const INT_BYTES = 4;

/** SQL that aggregates keys and counts of a sketch to bytes: both of each key as big-endian integers, in the order of the keys. */
export function sketchBytesSql(key: string, count: string): string {
  return `string_agg(int8send((${key}::bigint << 32) | ${count}::bigint), ''::bytea ORDER BY ${key})`;
}

/** The sketch that {@link sketchBytesSql} has written. */
export function readSketchBytes(bytes: Buffer): Sketch {
  const keys: number[] = [];
  const counts: number[] = [];
  for (let at = 0; at < bytes.byteLength; at += ENTRY_BYTES) {
    keys.push(bytes.readInt32BE(at));
    counts.push(bytes.readInt32BE(at + INT_BYTES));
  }
  return { keys, counts };
}

/** The sketch of two arrays of integers as PostgreSQL writes them: `{1,2,3}`. */
export function readSketchArrays(keys: string, counts: string): Sketch {
  return { keys: integers(keys), counts: integers(counts) };
}

/** Several times as fast as the driver's parser of arrays. */
function integers(array: string): number[] {
  return JSON.parse(`[${array.slice(1, -1)}]`) as number[];
}
