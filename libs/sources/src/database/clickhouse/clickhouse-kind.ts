import type { ConnectorKind } from '../../connector-kind';
import { dsnTls, parseDatabaseConnection } from '../connection-form';
import { DatabaseConnector } from '../database-connector';
import type { DatabaseForm } from '../database-form';
import type { ClickhouseConnection } from './clickhouse-connection';
import { ClickhouseEngine } from './clickhouse-engine';

const FORM: DatabaseForm<'clickhouse'> = {
  kind: 'clickhouse',
  port: (tls) => (tls === 'off' ? 8123 : 8443),
  schemes: { clickhouse: {}, https: { tls: { mode: 'verify' } }, http: { tls: { mode: 'off' } } },
  options: {},
  dsn: { secure: dsnTls({ true: 'verify', false: 'off' }) },
  defaults: { database: 'default', user: 'default' },
};

/** ClickHouse over HTTP. */
export const clickhouseKind: ConnectorKind<ClickhouseConnection> = {
  type: 'database',
  kind: 'clickhouse',
  secrets: ['password'],
  harmless: ['database'],
  parse: (input) => parseDatabaseConnection(input, FORM),
  open: (connection, context) => new DatabaseConnector(new ClickhouseEngine(connection, context)),
};
