import { Migration } from '@mikro-orm/migrations';

/** The trace that an event belongs to, and the slots that tell the processes of self-telemetry apart. */
export class Telemetry extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE outbox ADD COLUMN trace text');
    // Unlogged: renewed every few seconds, and after a crash every process claims one anew.
    this.addSql(`
      CREATE UNLOGGED TABLE metrics.reporter (
        process text NOT NULL,
        slot int NOT NULL,
        holder uuid NOT NULL,
        seen_at timestamptz(3) NOT NULL,
        PRIMARY KEY (process, slot)
      ) WITH (fillfactor = 50)`);
  }
}
