import type { CheckedContext } from '../../checked-socket';
import type { ColumnType, SourceStatement } from '../../connector';
import type { DatabaseEngine, DatabaseSession } from '../database-engine';
import type { PostgresqlConnection } from './postgresql-connection';
import { PostgresqlSession } from './postgresql-session';
import { columnTypeOf } from './postgresql-values';

/** `p` are partitioned tables, whose partitions are not listed. */
const LIST = `
  WITH readable AS (
    SELECT c.oid, n.nspname, c.relname
    FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
      AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
      AND has_schema_privilege(n.oid, 'USAGE') AND has_any_column_privilege(c.oid, 'SELECT')
    ORDER BY n.nspname, c.relname LIMIT $1
  )
  SELECT r.nspname, r.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull
  FROM readable r JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid
  WHERE a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege(r.oid, a.attnum, 'SELECT')
  ORDER BY r.nspname, r.relname, a.attnum LIMIT $2`;

/** PostgreSQL 12 and newer. */
export class PostgresqlEngine implements DatabaseEngine {
  readonly dialect = 'postgresql';

  constructor(
    private readonly connection: PostgresqlConnection,
    private readonly context: CheckedContext,
  ) {}

  connect(signal: AbortSignal): Promise<DatabaseSession> {
    return PostgresqlSession.open(this.connection, this.context, signal);
  }

  listColumns(maxTables: number, maxColumns: number): SourceStatement {
    return { text: LIST, values: [maxTables, maxColumns] };
  }

  columnType(nativeType: string): ColumnType {
    return columnTypeOf(nativeType);
  }

  quote(identifier: string): string {
    return `"${identifier.replaceAll('"', '""')}"`;
  }

  sample(column: string, type: ColumnType): string {
    if (type === 'other') return 'NULL';
    return type === 'string' || type === 'json' ? `left(${column}::text, 100)` : column;
  }
}
