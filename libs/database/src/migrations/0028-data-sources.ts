import { Migration } from '@mikro-orm/migrations';

/** Places that data comes from. */
export class DataSources extends Migration {
  override up(): void {
    // connection: without secrets. secrets_sealed: those, by their pointers. version: of what people change; not of the last_ columns.
    this.addSql(`
      CREATE TABLE data_source (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT data_source_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        name varchar(200) NOT NULL,
        type varchar(20) NOT NULL,
        kind varchar(40) NOT NULL,
        connection jsonb NOT NULL,
        secrets_sealed text,
        schedule jsonb,
        mapping jsonb,
        enabled boolean NOT NULL,
        last_success_at timestamptz(3),
        last_error varchar(1000),
        last_error_at timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX data_source_organization_id_index ON data_source (organization_id, id)');
  }
}
