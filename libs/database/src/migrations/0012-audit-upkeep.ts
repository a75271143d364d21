import { Migration } from '@mikro-orm/migrations';

/**
 * Indexes for the ways in which the audit log is read, and the one way in which rows leave it: `trim_audit_log`, which removes none
 * that is younger than 30 days. It runs with the rights of its owner, so that a role that may only insert and select can call it.
 */
export class AuditUpkeep extends Migration {
  override up(): void {
    this.addSql('DROP INDEX audit_log_organization_index');
    this.addSql('CREATE INDEX audit_log_organization_index ON audit_log (organization_id, at DESC, id DESC)');
    this.addSql(
      'CREATE INDEX audit_log_actor_index ON audit_log (organization_id, actor_id, at DESC, id DESC)',
    );
    this.addSql(
      'CREATE INDEX audit_log_subject_index ON audit_log (organization_id, subject_id, at DESC, id DESC)',
    );
    this.addSql('CREATE INDEX audit_log_at_index ON audit_log (at)');
    this.addSql('DROP TRIGGER audit_log_append_only ON audit_log');
    this.addSql(`
      CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR TRUNCATE ON audit_log
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit_log()`);
    this.addSql(`
      CREATE FUNCTION refuse_deletion_from_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF current_setting('vitrine.trims_audit_log', true) IS DISTINCT FROM 'yes' OR OLD.at > now() - interval '30 days' THEN
          RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
      END $$`);
    this.addSql(`
      CREATE TRIGGER audit_log_keeps_rows BEFORE DELETE ON audit_log
      FOR EACH ROW EXECUTE FUNCTION refuse_deletion_from_audit_log()`);
    this.addSql(`
      CREATE FUNCTION trim_audit_log(older_than timestamptz, most int)
      RETURNS TABLE (organization uuid, removed bigint)
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        PERFORM set_config('vitrine.trims_audit_log', 'yes', true);
        RETURN QUERY WITH gone AS (
          DELETE FROM audit_log WHERE id IN (
            SELECT id FROM audit_log
            WHERE at < least(older_than, now() - interval '30 days') ORDER BY at LIMIT most FOR UPDATE SKIP LOCKED
          )
          RETURNING organization_id
        )
        SELECT organization_id, count(*) FROM gone GROUP BY organization_id;
        PERFORM set_config('vitrine.trims_audit_log', '', true);
      END $$`);
    this.addSql('REVOKE ALL ON FUNCTION trim_audit_log(timestamptz, int) FROM PUBLIC');
  }
}
