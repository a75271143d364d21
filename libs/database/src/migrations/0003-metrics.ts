import { Migration } from '@mikro-orm/migrations';

/**
 * The metric store. Raw points are the truth; marks say which minutes changed since the rollups of a metric were last
 * computed. Partitions of `points` are made on demand, one per month. `demo_progress` says how far the demo data is loaded.
 */
export class Metrics extends Migration {
  override up(): void {
    this.addSql('CREATE SCHEMA metrics');
    this.addSql(`
      CREATE TABLE metrics.metric (
        id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        organization_id uuid NOT NULL REFERENCES public.organization ON DELETE CASCADE,
        name text NOT NULL,
        unit text,
        description text,
        default_aggregation text,
        dimensions text[] NOT NULL DEFAULT '{}',
        series_count int NOT NULL DEFAULT 0,
        raw_floor timestamptz NOT NULL DEFAULT '-infinity',
        version int NOT NULL DEFAULT 1,
        created_at timestamptz(3) NOT NULL DEFAULT now(),
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        CONSTRAINT metric_name_unique UNIQUE (organization_id, name)
      )`);
    this.addSql(`
      CREATE TABLE metrics.series (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        metric_id int NOT NULL REFERENCES metrics.metric ON DELETE CASCADE,
        dims jsonb NOT NULL,
        hash bytea NOT NULL,
        CONSTRAINT series_hash_unique UNIQUE (metric_id, hash)
      )`);
    this.addSql('CREATE INDEX series_dims_index ON metrics.series USING gin (dims jsonb_path_ops)');
    this.addSql(`
      CREATE TABLE metrics.points (
        series_id bigint NOT NULL,
        ts timestamptz(3) NOT NULL,
        event_id uuid NOT NULL,
        value float8 NOT NULL,
        PRIMARY KEY (series_id, ts, event_id) INCLUDE (value)
      ) PARTITION BY RANGE (ts)`);
    this.addSql(`
      CREATE TABLE metrics.mark (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        metric_id int NOT NULL,
        minute timestamptz NOT NULL
      )`);
    this.addSql('CREATE INDEX mark_metric_minute_index ON metrics.mark (metric_id, minute)');
    this.addSql(`
      CREATE TABLE metrics.demo_progress (
        organization_id uuid NOT NULL REFERENCES public.organization ON DELETE CASCADE,
        dataset text NOT NULL,
        rows_loaded int NOT NULL,
        updated_at timestamptz(3) NOT NULL DEFAULT now(),
        PRIMARY KEY (organization_id, dataset)
      )`);
  }
}
