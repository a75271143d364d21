import { Migration } from '@mikro-orm/migrations';

/** Events written in the transaction that caused them and taken out by the relay; those it could not publish. */
export class Outbox extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        topic text NOT NULL,
        subject text NOT NULL,
        organization_id uuid,
        payload jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL DEFAULT now()
      ) WITH (fillfactor = 100, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)`);
    this.addSql(`
      CREATE TABLE outbox_dead (
        id bigint PRIMARY KEY,
        topic text NOT NULL,
        subject text NOT NULL,
        organization_id uuid,
        payload jsonb NOT NULL,
        created_at timestamptz(3) NOT NULL,
        died_at timestamptz(3) NOT NULL DEFAULT now(),
        tries int NOT NULL,
        error text NOT NULL
      )`);
  }
}
