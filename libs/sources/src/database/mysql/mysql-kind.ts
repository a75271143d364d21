import type { ConnectorKind } from '../../connector-kind';
import {
  type DatabaseConnection,
  type DatabaseForm,
  DSN_TLS,
  parseDatabaseConnection,
} from '../connection-form';
import { DatabaseConnector } from '../database-connector';
import { MysqlEngine } from './mysql-engine';

export type MysqlConnection = DatabaseConnection<'mysql'>;

const FORM: DatabaseForm<'mysql'> = {
  kind: 'mysql',
  port: () => 3306,
  schemes: { mysql: {}, mariadb: {} },
  options: {},
  dsn: {
    'ssl-mode': DSN_TLS({ DISABLED: 'off', REQUIRED: 'require', VERIFY_IDENTITY: 'verify' }),
  },
};

/** MySQL and MariaDB. */
export const mysqlKind: ConnectorKind<MysqlConnection> = {
  type: 'database',
  kind: 'mysql',
  secrets: ['password'],
  harmless: ['database'],
  parse: (input) => parseDatabaseConnection(input, FORM),
  open: (connection, context) => new DatabaseConnector(new MysqlEngine(connection, context)),
};
