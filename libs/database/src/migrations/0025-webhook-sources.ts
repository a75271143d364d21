import { Migration } from '@mikro-orm/migrations';

/** Where webhooks come in, and what has come. */
export class WebhookSources extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE webhook_source (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL CONSTRAINT webhook_source_organization_id_foreign REFERENCES organization ON DELETE CASCADE,
        name varchar(200) NOT NULL,
        slug varchar(64) NOT NULL CONSTRAINT webhook_source_slug_unique UNIQUE,
        scheme varchar(20) NOT NULL,
        secret_sealed text NOT NULL,
        previous_secret_sealed text,
        previous_until timestamptz(3),
        delivery_id_path varchar(500),
        mapping jsonb,
        enabled boolean NOT NULL,
        managed boolean NOT NULL,
        created_at timestamptz(3) NOT NULL,
        updated_at timestamptz(3) NOT NULL,
        version int NOT NULL DEFAULT 1
      )`);
    this.addSql('CREATE INDEX webhook_source_organization_id_index ON webhook_source (organization_id, id)');
    // delivery_id: what the sender calls it; null where it has no name. status: queued, processed, ignored, failed.
    this.addSql(`
      CREATE TABLE webhook_delivery (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
        source_id uuid NOT NULL REFERENCES webhook_source ON DELETE CASCADE,
        delivery_id varchar(256),
        received_at timestamptz(3) NOT NULL,
        content_type varchar(200),
        headers jsonb NOT NULL,
        body bytea NOT NULL,
        status varchar(20) NOT NULL,
        attempts int NOT NULL DEFAULT 0,
        replays int NOT NULL DEFAULT 0,
        error text,
        accepted int,
        duplicates int,
        processed_at timestamptz(3),
        CONSTRAINT webhook_delivery_once UNIQUE (source_id, delivery_id)
      )`);
    this.addSql('CREATE INDEX webhook_delivery_source_id_index ON webhook_delivery (source_id, id)');
    this.addSql('CREATE INDEX webhook_delivery_status_index ON webhook_delivery (source_id, status, id)');
    this.addSql('CREATE INDEX webhook_delivery_received_at_index ON webhook_delivery (received_at)');
    this.addSql('CREATE INDEX webhook_delivery_organization_id_index ON webhook_delivery (organization_id)');
  }
}
