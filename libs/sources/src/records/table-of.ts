import type { ColumnType, SourceColumn, SourceTable } from '../connector';
import { readTime } from './read-time';

const MOST_COLUMNS = 200;
const MOST_DEPTH = 4;
/** Longer paths are more than a mapping may say. */
const LONGEST_PATH = 500;
const MOST_SAMPLES = 5;
const LONGEST_SAMPLE = 100;
const NUMBER = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATETIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/;
const WORD = /^[A-Za-z_]\w*$/;

interface Seen {
  types: Set<ColumnType>;
  native: Set<string>;
  samples: Set<string>;
  count: number;
  nulls: boolean;
}

/**
 * What records have in common: a column for each member, those of objects inside by their path. The name of a column is the JMESPath
 * expression that finds it. Texts that are numbers or times throughout count as such.
 */
export function tableOf(name: string, records: readonly unknown[]): SourceTable {
  const columns = new Map<string, Seen>();
  for (const record of records) {
    if (isObject(record)) addMembers(columns, record, '', 1);
    else add(columns, '@', record);
  }
  return {
    schema: null,
    name,
    columns: [...columns].map(([path, seen]) => columnOf(path, seen, records.length)),
  };
}

function addMembers(columns: Map<string, Seen>, object: object, before: string, depth: number): void {
  for (const [name, value] of Object.entries(object)) {
    const step = WORD.test(name) ? name : JSON.stringify(name);
    const path = before === '' ? step : `${before}.${step}`;
    if (path.length > LONGEST_PATH) continue;
    if (isObject(value) && depth < MOST_DEPTH && Object.keys(value).length > 0)
      addMembers(columns, value, path, depth + 1);
    else add(columns, path, value);
  }
}

function add(columns: Map<string, Seen>, path: string, value: unknown): void {
  let seen = columns.get(path);
  if (!seen) {
    if (columns.size === MOST_COLUMNS) return;
    seen = { types: new Set(), native: new Set(), samples: new Set(), count: 0, nulls: false };
    columns.set(path, seen);
  }
  seen.count++;
  if (value === null || value === undefined || value === '') {
    seen.nulls = true;
    return;
  }
  seen.types.add(typeOf(value));
  seen.native.add(Array.isArray(value) ? 'array' : typeof value);
  if (seen.samples.size === MOST_SAMPLES) return;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  seen.samples.add(text.slice(0, LONGEST_SAMPLE).toWellFormed());
}

function typeOf(value: unknown): ColumnType {
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      if (NUMBER.test(value)) return 'number';
      if (DATE.test(value)) return 'date';
      return DATETIME.test(value) && readTime(value.replace(' ', 'T')) !== undefined ? 'datetime' : 'string';
    default:
      return 'json';
  }
}

function columnOf(
  name: string,
  { types, native, samples, count, nulls }: Seen,
  records: number,
): SourceColumn {
  const [only, ...others] = types;
  const isText = native.size === 1 && native.has('string');
  return {
    name,
    type: others.length === 0 ? (only ?? 'other') : isText ? 'string' : 'other',
    nativeType: [...native].toSorted().join(' or ') || 'null',
    nullable: nulls || count < records,
    samples: [...samples],
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
