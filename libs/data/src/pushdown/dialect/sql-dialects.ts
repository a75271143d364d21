import type { Dialect } from '@app/sources';
import { clickhouse } from './clickhouse';
import { duckdb } from './duckdb';
import { mysql } from './mysql';
import { postgresql } from './postgresql';
import type { SqlDialect } from './sql-dialect';

/** Every dialect, by the name that connectors have for it. */
export const SQL_DIALECTS: Readonly<Record<Dialect, SqlDialect>> = { clickhouse, duckdb, mysql, postgresql };
