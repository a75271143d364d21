import { Migration } from '@mikro-orm/migrations';

/**
 * A metric outlives its organization as an orphan, which nobody sees, until a job has removed its points in small
 * transactions: a cascade would take its series in one, and leave points that nothing leads to.
 */
export class OrphanedMetrics extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE metrics.metric ALTER COLUMN organization_id DROP NOT NULL,
        DROP CONSTRAINT metric_organization_id_fkey,
        ADD CONSTRAINT metric_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES public.organization ON DELETE SET NULL`);
    this.addSql('CREATE INDEX metric_orphan_index ON metrics.metric (id) WHERE organization_id IS NULL');
  }
}
