import { Migration } from '@mikro-orm/migrations';

/**
 * Who did what, when and from where. No foreign keys: a row outlives the user, the key and the organization that it speaks of.
 * A trigger holds it append-only, for the role of the application too, which owns the table.
 */
export class Audit extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE audit_log (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        action varchar(100) NOT NULL,
        actor_kind varchar(20) NOT NULL,
        actor_id varchar(100),
        actor_email varchar(320),
        subject_type varchar(50),
        subject_id varchar(200),
        request_id varchar(200),
        address varchar(60),
        before jsonb,
        after jsonb,
        detail jsonb
      )`);
    this.addSql('CREATE INDEX audit_log_organization_index ON audit_log (organization_id, id DESC)');
    this.addSql(`
      CREATE FUNCTION refuse_change_of_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
      END $$`);
    this.addSql(`
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_log()`);
  }
}
