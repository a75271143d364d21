import type { CheckedContext } from '../../checked-socket';
import type { ColumnType, SourceStatement } from '../../connector';
import type { DatabaseEngine, DatabaseSession } from '../database-engine';
import type { ClickhouseConnection } from './clickhouse-connection';
import { ClickhouseSession } from './clickhouse-session';
import { columnTypeOf } from './clickhouse-values';

/** ClickHouse 23.5 and newer. */
export class ClickhouseEngine implements DatabaseEngine {
  readonly dialect = 'clickhouse';

  constructor(
    private readonly connection: ClickhouseConnection,
    private readonly context: CheckedContext,
  ) {}

  connect(signal: AbortSignal): Promise<DatabaseSession> {
    return ClickhouseSession.open(this.connection, this.context, signal);
  }

  listColumns(maxTables: number, maxColumns: number): SourceStatement {
    const text = `
      SELECT database, table, name, type, match(type, '^(LowCardinality\\\\()?Nullable\\\\(')
      FROM system.columns
      WHERE (database, table) IN (
        SELECT database, name FROM system.tables
        WHERE database NOT IN ('system', 'INFORMATION_SCHEMA', 'information_schema')
          AND NOT is_temporary AND NOT startsWith(name, '.inner')
        ORDER BY database, name LIMIT ${maxTables}
      )
      ORDER BY database, table, position LIMIT ${maxColumns}`;
    return { text, values: [] };
  }

  columnType(nativeType: string): ColumnType {
    return columnTypeOf(nativeType);
  }

  quote(identifier: string): string {
    return `\`${identifier.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
  }

  sample(column: string, type: ColumnType): string {
    if (type === 'string') return `substringUTF8(toString(${column}), 1, 100)`;
    if (type === 'json') return `substringUTF8(toJSONString(${column}), 1, 100)`;
    return type === 'other' ? 'NULL' : column;
  }
}
