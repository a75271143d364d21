import { Migration } from '@mikro-orm/migrations';

/** What of a source fails, and whether it was told of. */
export class SourceFailures extends Migration {
  override up(): void {
    // last_error_part: what is mapped onto the source and fails, while the source answers; null: the source.
    // failure_told_at: since when those who listen know; null since the last success.
    this.addSql(
      'ALTER TABLE data_source ADD COLUMN last_error_part varchar(200), ADD COLUMN failure_told_at timestamptz(3)',
    );
  }
}
