import type { DatabaseConnection } from '../database-form';

export type PostgresqlConnection = DatabaseConnection<
  'postgresql',
  {
    /** What the server shows in `pg_stat_activity`. */
    applicationName?: string;
  }
>;
