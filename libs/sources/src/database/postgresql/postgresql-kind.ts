import type { ConnectorKind } from '../../connector-kind';
import {
  type DatabaseConnection,
  DSN_TLS,
  textOption,
  parseDatabaseConnection,
  type DatabaseForm,
} from '../connection-form';
import { DatabaseConnector } from '../database-connector';
import { PostgresqlEngine } from './postgresql-engine';

export type PostgresqlConnection = DatabaseConnection<
  'postgresql',
  {
    /** What the server shows in `pg_stat_activity`. */
    applicationName?: string;
  }
>;

const FORM: DatabaseForm<'postgresql'> = {
  kind: 'postgresql',
  port: () => 5432,
  schemes: { postgresql: {}, postgres: {} },
  options: { applicationName: textOption(/^[\x20-\x7e]{1,63}$/, 'at most 63 characters of ASCII') },
  dsn: {
    sslmode: DSN_TLS({ disable: 'off', require: 'require', 'verify-full': 'verify' }),
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
