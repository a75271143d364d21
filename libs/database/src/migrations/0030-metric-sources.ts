import { Migration } from '@mikro-orm/migrations';

/** Metrics whose points are rows of a source's table: what says which. */
export class MetricSources extends Migration {
  override up(): void {
    // source: of which source, and how its rows are points. Such a metric has none of its own.
    this.addSql(`
      ALTER TABLE metrics.metric ADD COLUMN source jsonb,
        ADD CONSTRAINT metric_source_check CHECK (source IS NULL OR series_count = 0)`);
  }
}
