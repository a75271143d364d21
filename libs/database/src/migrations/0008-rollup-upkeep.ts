import { Migration } from '@mikro-orm/migrations';

/** A table whose rows come and go all day is vacuumed by their number, not by a share of a size that it no longer has. */
const CHURN = 'autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000';

/**
 * What keeping rollups needs beside the rollups: how far groupings are filled, since when a mark waits, which rows nobody
 * refers to any more, and who had which points deleted.
 */
export class RollupUpkeep extends Migration {
  override up(): void {
    // The number of series that the groupings were last chosen for; -1: choose them.
    this.addSql('ALTER TABLE metrics.metric ADD COLUMN planned_series int NOT NULL DEFAULT -1');
    // filled_to: null until every series has its grp, then the last day that is filled.
    // rows_from: since when a ready grouping has rows; what is older had lost its points when it was made.
    this.addSql(`
      ALTER TABLE metrics.grouping
        ADD COLUMN filled_to timestamptz,
        ADD COLUMN rows_from timestamptz NOT NULL DEFAULT '-infinity'`);
    this.addSql('CREATE INDEX grouping_filling_index ON metrics.grouping (metric_id) WHERE NOT ready');
    this.addSql(
      'CREATE INDEX metric_retention_index ON metrics.metric (id) WHERE retention_days IS NOT NULL',
    );
    this.addSql('ALTER TABLE metrics.mark ADD COLUMN marked_at timestamptz NOT NULL DEFAULT now()');
    this.addSql(`
      ALTER TABLE metrics.mark SET (${CHURN}, autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 20000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000)`);
    // Room for rows that are written anew while their bucket is current: such an update touches no index.
    for (const level of ['rollup_1m', 'rollup_1h', 'rollup_1d']) {
      this.addSql(
        `ALTER TABLE metrics.${level} SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.05)`,
      );
    }
    this.addSql(`
      CREATE TABLE metrics.dropped_grp (
        grp_id bigint PRIMARY KEY,
        dropped_at timestamptz NOT NULL DEFAULT now(),
        swept_at timestamptz
      )`);
    this.addSql(`
      CREATE TABLE metrics.deletion (
        id uuid PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES public.organization ON DELETE CASCADE,
        metric_id int NOT NULL,
        metric text NOT NULL,
        from_ts timestamptz(3) NOT NULL,
        to_ts timestamptz(3) NOT NULL,
        filters jsonb NOT NULL,
        principal_kind text NOT NULL,
        principal_id text NOT NULL,
        points bigint NOT NULL DEFAULT 0,
        requested_at timestamptz(3) NOT NULL DEFAULT now(),
        finished_at timestamptz(3)
      )`);
    this.addSql(
      'CREATE INDEX deletion_organization_index ON metrics.deletion (organization_id, requested_at)',
    );
  }
}
