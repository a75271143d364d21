import { escapeIdentifier } from 'pg';
import type { BackupTable } from './manifest';

/** A table's quoted name with its schema. */
export function tableName({ schema, name }: Pick<BackupTable, 'schema' | 'name'>): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** What COPY reads or writes: the table with its columns. */
export function copyTarget(table: BackupTable): string {
  return `${tableName(table)} (${table.columns.map(escapeIdentifier).join(', ')})`;
}
