import { Migration } from '@mikro-orm/migrations';

/** Readings of data sources, and where each goes on. */
export class SourceRuns extends Migration {
  override up(): void {
    // position: opaque, the connector's own; null at the very beginning. schedule: what next_run_at was computed from.
    this.addSql(`
      CREATE TABLE source_position (
        source_id uuid PRIMARY KEY REFERENCES data_source ON DELETE CASCADE,
        position jsonb,
        schedule jsonb,
        next_run_at timestamptz(3),
        updated_at timestamptz(3) NOT NULL
      )`);
    // claim: of the worker that reads, which says at beat_at, by the database's clock, that it lives. attempts: failures since records
    // were last stored. resume_at: not before then. errors: the first few records that were rejected, and what was lost.
    this.addSql(`
      CREATE TABLE source_run (
        id uuid PRIMARY KEY,
        source_id uuid NOT NULL REFERENCES data_source ON DELETE CASCADE,
        trigger varchar(20) NOT NULL,
        status varchar(20) NOT NULL,
        claim uuid,
        beat_at timestamptz,
        attempts int NOT NULL DEFAULT 0,
        resume_at timestamptz,
        progress int,
        lag bigint,
        rows_read bigint NOT NULL DEFAULT 0,
        accepted bigint NOT NULL DEFAULT 0,
        duplicates bigint NOT NULL DEFAULT 0,
        rejected bigint NOT NULL DEFAULT 0,
        errors jsonb NOT NULL DEFAULT '[]',
        error varchar(1000),
        created_at timestamptz(3) NOT NULL,
        started_at timestamptz(3),
        finished_at timestamptz(3)
      )`);
    this.addSql('CREATE INDEX source_run_source_id_index ON source_run (source_id, id)');
    // At most one at a time for each source.
    this.addSql(
      `CREATE UNIQUE INDEX source_run_unfinished ON source_run (source_id) WHERE status IN ('queued', 'running')`,
    );
  }
}
