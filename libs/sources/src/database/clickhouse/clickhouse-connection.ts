import type { DatabaseConnection } from '../database-form';

export type ClickhouseConnection = DatabaseConnection<'clickhouse'>;
