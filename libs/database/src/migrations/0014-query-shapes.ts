import { Migration } from '@mikro-orm/migrations';

/** What questions about metrics cost, by organization, day and shape: a question without its values. */
export class QueryShapes extends Migration {
  override up(): void {
    // hash: of the shape; 'other' gathers what there was no room for. from_ts and to_ts: of the range asked last.
    this.addSql(`
      CREATE TABLE metrics.query_shape (
        organization_id uuid NOT NULL REFERENCES public.organization ON DELETE CASCADE,
        day date NOT NULL,
        hash text NOT NULL,
        shape jsonb NOT NULL,
        count bigint NOT NULL,
        failed bigint NOT NULL,
        total_ms float8 NOT NULL,
        max_ms float8 NOT NULL,
        rows bigint NOT NULL,
        from_ts timestamptz(3) NOT NULL,
        to_ts timestamptz(3) NOT NULL,
        earliest_ts timestamptz(3) NOT NULL,
        statement jsonb,
        PRIMARY KEY (organization_id, day, hash)
      ) WITH (fillfactor = 80)`);
    this.addSql('CREATE INDEX query_shape_day_index ON metrics.query_shape (day)');
  }
}
