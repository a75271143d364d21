import { Migration } from '@mikro-orm/migrations';

/** Silences by labels, and the rules that Vitrine itself makes. */
export class AlertSilences extends Migration {
  override up(): void {
    // matchers: what must hold of the labels of a series.
    this.addSql(`
      CREATE TABLE alert_silence (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
        matchers jsonb NOT NULL,
        starts_at timestamptz(3) NOT NULL,
        ends_at timestamptz(3) NOT NULL,
        comment varchar(500) NOT NULL,
        created_by uuid NOT NULL,
        created_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql(
      'CREATE INDEX alert_silence_organization_id_index ON alert_silence (organization_id, ends_at)',
    );
    this.addSql('CREATE INDEX alert_silence_ends_at_index ON alert_silence (ends_at)');
    // builtin: what a rule watches that nobody has made; null for all others. Such rules are not due by a clock of their own.
    this.addSql('ALTER TABLE alert_rule ADD COLUMN builtin varchar(40)');
    this.addSql(
      'CREATE UNIQUE INDEX alert_rule_builtin_unique ON alert_rule (organization_id, builtin) WHERE builtin IS NOT NULL',
    );
  }
}
