import { Migration } from '@mikro-orm/migrations';

/** Files that were uploaded to be sources. What is in them lies in the file store, under the ids of organization and file. */
export class UploadedFiles extends Migration {
  override up(): void {
    // columns: as sources tell them; null where the file could not be read as it is, which problem explains.
    this.addSql(`
      CREATE TABLE uploaded_file (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
        name varchar(255) NOT NULL,
        format varchar(20) NOT NULL,
        bytes bigint NOT NULL,
        sha256 varchar(64) NOT NULL,
        columns jsonb,
        problem text,
        created_at timestamptz(3) NOT NULL
      )`);
    this.addSql('CREATE INDEX uploaded_file_organization_id_index ON uploaded_file (organization_id, id)');
    this.addSql('CREATE INDEX uploaded_file_created_at_index ON uploaded_file (created_at)');
  }
}
