import type { ConnectorKind } from '../../connector-kind';
import { dsnTls, textOption, parseDatabaseConnection } from '../connection-form';
import { DatabaseConnector } from '../database-connector';
import type { DatabaseForm } from '../database-form';
import type { PostgresqlConnection } from './postgresql-connection';
import { PostgresqlEngine } from './postgresql-engine';

const FORM: DatabaseForm<'postgresql'> = {
  kind: 'postgresql',
  port: () => 5432,
  schemes: { postgresql: {}, postgres: {} },
  options: { applicationName: textOption(/^[\x20-\x7e]{1,63}$/, 'at most 63 characters of ASCII') },
  dsn: {
    sslmode: dsnTls({ disable: 'off', require: 'require', 'verify-full': 'verify' }),
    application_name: (value) => ({ options: { applicationName: value } }),
  },
};

/** PostgreSQL, and what speaks its protocol and has its catalogue. */
export const postgresqlKind: ConnectorKind<PostgresqlConnection> = {
  type: 'database',
  kind: 'postgresql',
  secrets: ['password'],
  harmless: ['database', 'options.applicationName'],
  parse: (input) => parseDatabaseConnection(input, FORM),
  open: (connection, context) => new DatabaseConnector(new PostgresqlEngine(connection, context)),
};
