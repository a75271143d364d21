import { Migration } from '@mikro-orm/migrations';

/**
 * With whom dashboards are shared, data policies of roles, the epoch whose end ends a dashboard's embed tokens, and the
 * answers that Idempotency-Keys give again.
 */
export class Sharing extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE dashboard_share (
        dashboard_id uuid NOT NULL CONSTRAINT dashboard_share_dashboard_id_foreign REFERENCES dashboard ON DELETE CASCADE,
        user_id uuid CONSTRAINT dashboard_share_user_id_foreign REFERENCES users ON DELETE CASCADE,
        role varchar(20),
        access varchar(10) NOT NULL CHECK (access IN ('read', 'write')),
        CONSTRAINT dashboard_share_one_grantee CHECK (num_nonnulls(user_id, role) = 1),
        CONSTRAINT dashboard_share_unique UNIQUE NULLS NOT DISTINCT (dashboard_id, user_id, role)
      )`);
    this.addSql(
      'CREATE INDEX dashboard_share_user_id_index ON dashboard_share (user_id) WHERE user_id IS NOT NULL',
    );
    this.addSql('ALTER TABLE dashboard ADD COLUMN embed_epoch int NOT NULL DEFAULT 0');
    this.addSql(`
      CREATE TABLE role_policy (
        organization_id uuid NOT NULL CONSTRAINT role_policy_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        role varchar(20) NOT NULL,
        policy jsonb NOT NULL,
        PRIMARY KEY (organization_id, role)
      )`);
    this.addSql(`
      CREATE TABLE idempotency_key (
        organization_id uuid NOT NULL CONSTRAINT idempotency_key_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        principal varchar(200) NOT NULL,
        route varchar(200) NOT NULL,
        key_hash varchar(50) NOT NULL,
        request_hash varchar(50) NOT NULL,
        run_id uuid NOT NULL,
        locked_until timestamptz(3) NOT NULL,
        answer text,
        created_at timestamptz(3) NOT NULL,
        PRIMARY KEY (organization_id, principal, route, key_hash)
      )`);
    this.addSql('CREATE INDEX idempotency_key_created_at_index ON idempotency_key (created_at)');
  }
}
