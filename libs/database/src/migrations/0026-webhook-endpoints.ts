import { Migration } from '@mikro-orm/migrations';

/** Where webhooks go out to, what is sent, and each attempt to send it. */
export class WebhookEndpoints extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE webhook_endpoint (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT webhook_endpoint_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        name varchar(200) NOT NULL,
        url varchar(2048) NOT NULL,
        events text[] NOT NULL,
        filters jsonb,
        secret_sealed text NOT NULL,
        previous_secret_sealed text,
        previous_until timestamptz(3),
        enabled boolean NOT NULL,
        disabled_because varchar(20),
        failing_since timestamptz(3),
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql(
      'CREATE INDEX webhook_endpoint_organization_id_index ON webhook_endpoint (organization_id, id)',
    );
    // event_id: of the outbox, the same each time it is published. status: pending, delivered, failed.
    this.addSql(`
      CREATE TABLE webhook_message (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
        endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
        event_id varchar(64) NOT NULL,
        event varchar(100) NOT NULL,
        payload text NOT NULL,
        created_at timestamptz(3) NOT NULL,
        status varchar(20) NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        first_attempt_at timestamptz(3),
        next_attempt_at timestamptz(3),
        claimed_until timestamptz(3),
        last_status int,
        last_error text,
        delivered_at timestamptz(3),
        CONSTRAINT webhook_message_once UNIQUE (endpoint_id, event_id)
      )`);
    this.addSql('CREATE INDEX webhook_message_endpoint_id_index ON webhook_message (endpoint_id, id)');
    this.addSql(
      `CREATE INDEX webhook_message_due_index ON webhook_message (next_attempt_at) WHERE status = 'pending'`,
    );
    this.addSql('CREATE INDEX webhook_message_created_at_index ON webhook_message (created_at)');
    this.addSql('CREATE INDEX webhook_message_organization_id_index ON webhook_message (organization_id)');
    this.addSql(`
      CREATE TABLE webhook_attempt (
        message_id uuid NOT NULL REFERENCES webhook_message ON DELETE CASCADE,
        at timestamptz(3) NOT NULL,
        id uuid NOT NULL,
        status int,
        duration_ms int NOT NULL,
        error text,
        response text,
        PRIMARY KEY (message_id, id)
      )`);
  }
}
