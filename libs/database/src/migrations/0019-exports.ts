import { Migration } from '@mikro-orm/migrations';

/**
 * Exports: what was asked for and by whom, how far it is, and where its file is. `run_id` is the run that may write: whoever
 * has another one has been overtaken. `user_id` is the account whose rights bound it.
 */
export class Exports extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE export (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT export_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        principal_kind varchar(20) NOT NULL,
        principal_id varchar(200) NOT NULL,
        permissions text[] NOT NULL,
        kind varchar(20) NOT NULL CONSTRAINT export_kind_check CHECK (kind IN ('dashboard', 'query')),
        dashboard_id uuid,
        format varchar(20) NOT NULL,
        name varchar(200) NOT NULL,
        request jsonb NOT NULL,
        status varchar(20) NOT NULL CONSTRAINT export_status_check
          CHECK (status IN ('queued', 'running', 'ready', 'failed', 'expired', 'cancelled')),
        progress int NOT NULL DEFAULT 0,
        rows bigint,
        bytes bigint,
        sha256 varchar(64),
        error text,
        run_id uuid,
        file_key varchar(500),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        finished_at timestamptz(3),
        expires_at timestamptz(3)
      )`);
    this.addSql(
      'CREATE INDEX export_owner_index ON export (organization_id, principal_kind, principal_id, id)',
    );
    this.addSql(
      `CREATE INDEX export_unfinished_index ON export (organization_id, updated_at) WHERE status IN ('queued', 'running')`,
    );
    this.addSql(`CREATE INDEX export_ready_index ON export (expires_at) WHERE status = 'ready'`);
  }
}
