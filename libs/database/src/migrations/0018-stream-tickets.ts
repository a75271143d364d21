import { Migration } from '@mikro-orm/migrations';

/** Tickets that open a stream once: the hash of each, and what it stands for, which only the ticket itself can open. */
export class StreamTickets extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE stream_ticket (
        hash varchar(50) PRIMARY KEY,
        sealed bytea NOT NULL,
        expires_at timestamptz(3) NOT NULL
      )`);
    this.addSql('CREATE INDEX stream_ticket_expires_at_index ON stream_ticket (expires_at)');
  }
}
