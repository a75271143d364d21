import type { DatabaseConnection } from '../database-form';

export type MysqlConnection = DatabaseConnection<'mysql'>;
