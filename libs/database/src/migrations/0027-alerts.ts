import { Migration } from '@mikro-orm/migrations';

/** Rules of alerts, the states of their series, what has happened to those, and whom that is told. */
export class Alerts extends Migration {
  override up(): void {
    // owner_*: as whom it runs, never with more than these permissions. wakes: counts changes of its metrics, so that one that
    // comes during an evaluation is not lost. claim: of the worker that evaluates it, until claimed_until.
    this.addSql(`
      CREATE TABLE alert_rule (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
        name varchar(200) NOT NULL,
        definition jsonb NOT NULL,
        urls_sealed text,
        metrics text[] NOT NULL,
        enabled boolean NOT NULL,
        owner_kind varchar(20) NOT NULL,
        owner_id uuid NOT NULL,
        owner_permissions text[] NOT NULL,
        silenced_until timestamptz(3),
        silence_reason varchar(500),
        next_evaluation_at timestamptz(3) NOT NULL,
        evaluated_at timestamptz(3),
        last_error text,
        failures int NOT NULL DEFAULT 0,
        wakes bigint NOT NULL DEFAULT 0,
        claim uuid,
        claimed_until timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX alert_rule_organization_id_index ON alert_rule (organization_id, id)');
    this.addSql('CREATE INDEX alert_rule_due_index ON alert_rule (next_evaluation_at) WHERE enabled');
    // key: the values of the dimensions that the rule groups by, as a JSON array.
    this.addSql(`
      CREATE TABLE alert_series (
        rule_id uuid NOT NULL REFERENCES alert_rule ON DELETE CASCADE,
        key text NOT NULL,
        status varchar(20) NOT NULL,
        state jsonb NOT NULL,
        PRIMARY KEY (rule_id, key)
      )`);
    this.addSql(`
      CREATE TABLE alert_event (
        id uuid PRIMARY KEY,
        rule_id uuid NOT NULL REFERENCES alert_rule ON DELETE CASCADE,
        at timestamptz(3) NOT NULL,
        key text NOT NULL,
        from_status varchar(20) NOT NULL,
        to_status varchar(20) NOT NULL,
        value double precision,
        silenced boolean NOT NULL
      )`);
    this.addSql('CREATE INDEX alert_event_rule_id_index ON alert_event (rule_id, id)');
    this.addSql('CREATE INDEX alert_event_at_index ON alert_event (at)');
    // target: an address, or the mask of a URL of the rule. status: pending, sent, failed.
    this.addSql(`
      CREATE TABLE alert_notification (
        id uuid PRIMARY KEY,
        rule_id uuid NOT NULL REFERENCES alert_rule ON DELETE CASCADE,
        channel varchar(20) NOT NULL,
        target varchar(2048) NOT NULL,
        news jsonb NOT NULL,
        status varchar(20) NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        last_error text,
        created_at timestamptz(3) NOT NULL,
        sent_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX alert_notification_rule_id_index ON alert_notification (rule_id, id)');
    this.addSql('CREATE INDEX alert_notification_created_at_index ON alert_notification (created_at)');
  }
}
