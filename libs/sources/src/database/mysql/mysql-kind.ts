import type { ConnectorKind } from '../../connector-kind';
import { dsnTls, parseDatabaseConnection } from '../connection-form';
import { DatabaseConnector } from '../database-connector';
import type { DatabaseForm } from '../database-form';
import type { MysqlConnection } from './mysql-connection';
import { MysqlEngine } from './mysql-engine';

const FORM: DatabaseForm<'mysql'> = {
  kind: 'mysql',
  port: () => 3306,
  schemes: { mysql: {}, mariadb: {} },
  options: {},
  dsn: {
    'ssl-mode': dsnTls({ DISABLED: 'off', REQUIRED: 'require', VERIFY_IDENTITY: 'verify' }),
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
