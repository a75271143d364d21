import { Migration } from '@mikro-orm/migrations';

const LEVELS = ['rollup_1m', 'rollup_1h', 'rollup_1d'];

/**
 * Rollups. A grouping is a subset of a metric's dimensions, a grp one combination of their values, `series_grp` says to
 * which grp of each grouping a series belongs. A rollup row is true of the points as long as no mark lies in its bucket.
 * Sketches count values by logarithmic bucket (two arrays of equal length: keys and their counts).
 */
export class Rollups extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE metrics.metric ADD COLUMN retention_days int');
    this.addSql(`
      CREATE TABLE metrics.grouping (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        metric_id int NOT NULL REFERENCES metrics.metric ON DELETE CASCADE,
        dims text[] NOT NULL,
        ready boolean NOT NULL DEFAULT false,
        pinned boolean NOT NULL DEFAULT false,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT grouping_dims_unique UNIQUE (metric_id, dims)
      )`);
    this.addSql(`
      CREATE TABLE metrics.grp (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        grouping_id int NOT NULL REFERENCES metrics.grouping ON DELETE CASCADE,
        dims jsonb NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT grp_hash_unique UNIQUE (grouping_id, hash)
      )`);
    this.addSql(`
      CREATE TABLE metrics.series_grp (
        series_id bigint NOT NULL REFERENCES metrics.series ON DELETE CASCADE,
        grouping_id int NOT NULL REFERENCES metrics.grouping ON DELETE CASCADE,
        grp_id bigint NOT NULL,
        PRIMARY KEY (grouping_id, series_id)
      )`);
    this.addSql('CREATE INDEX series_grp_series_index ON metrics.series_grp (series_id)');
    for (const level of LEVELS) {
      this.addSql(`
        CREATE TABLE metrics.${level} (
          grp_id bigint NOT NULL,
          bucket timestamptz NOT NULL,
          count bigint NOT NULL,
          sum float8 NOT NULL,
          min float8 NOT NULL,
          max float8 NOT NULL,
          last_ts timestamptz(3) NOT NULL,
          last_value float8 NOT NULL,
          sketch_keys int[] NOT NULL,
          sketch_counts int[] NOT NULL,
          PRIMARY KEY (grp_id, bucket)
        )`);
    }
  }
}
