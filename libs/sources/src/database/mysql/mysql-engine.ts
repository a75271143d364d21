import type { CheckedContext } from '../../checked-socket';
import type { ColumnType, SourceStatement } from '../../connector';
import type { DatabaseEngine, DatabaseSession } from '../database-engine';
import type { MysqlConnection } from './mysql-connection';
import { MysqlSession } from './mysql-session';
import { columnTypeOf } from './mysql-values';

/** MySQL 5.7.8, MariaDB 10.2 and newer. */
export class MysqlEngine implements DatabaseEngine {
  readonly dialect = 'mysql';

  constructor(
    private readonly connection: MysqlConnection,
    private readonly context: CheckedContext,
  ) {}

  connect(signal: AbortSignal): Promise<DatabaseSession> {
    return MysqlSession.open(this.connection, this.context, signal);
  }

  listColumns(maxTables: number, maxColumns: number): SourceStatement {
    const text = `
      SELECT c.table_schema, c.table_name, c.column_name, c.column_type, c.is_nullable = 'YES'
      FROM (
        SELECT table_schema, table_name FROM information_schema.tables
        WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
        ORDER BY table_schema, table_name LIMIT ${maxTables}
      ) t
      JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
      WHERE FIND_IN_SET('select', c.privileges)
      ORDER BY c.table_schema, c.table_name, c.ordinal_position LIMIT ${maxColumns}`;
    return { text, values: [] };
  }

  columnType(nativeType: string): ColumnType {
    return columnTypeOf(nativeType);
  }

  quote(identifier: string): string {
    return `\`${identifier.replaceAll('`', '``')}\``;
  }

  sample(column: string, type: ColumnType): string {
    if (type === 'other') return 'NULL';
    return type === 'string' || type === 'json' ? `LEFT(CAST(${column} AS CHAR), 100)` : column;
  }
}
