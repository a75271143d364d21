import type { ColumnType } from '../../connector';

const NUMBER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL|BIGNUM)/;

/** What a type of DuckDB is to others. */
export function columnType(type: string): ColumnType {
  if (/\]$|^(STRUCT|MAP|UNION|JSON|VARIANT)/.test(type)) return 'json';
  if (NUMBER.test(type)) return 'number';
  if (type.startsWith('TIMESTAMP')) return 'datetime';
  if (type === 'DATE') return 'date';
  if (type === 'BOOLEAN') return 'boolean';
  return /^(VARCHAR|UUID|ENUM)/.test(type) ? 'string' : 'other';
}
