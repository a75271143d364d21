import type { ConnectorKind } from './connector-kind';
import { mysqlKind } from './database/mysql/mysql-kind';
import { postgresqlKind } from './database/postgresql/postgresql-kind';

/** Every kind of source there is. */
export const CONNECTOR_KINDS: readonly ConnectorKind[] = [mysqlKind, postgresqlKind];
