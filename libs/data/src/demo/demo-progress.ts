import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';

/** How much of the demo an organization has. */
@Injectable()
export class DemoProgress {
  constructor(private readonly database: Database) {}

  /** Rows of a data set, from its first on, that are certainly stored. */
  async rowsLoaded(organizationId: string, dataset: string): Promise<number> {
    const { rows } = await this.database.query<{ rows_loaded: number }>(
      'SELECT rows_loaded FROM metrics.demo_progress WHERE organization_id = $1 AND dataset = $2',
      [organizationId, dataset],
    );
    return rows[0]?.rows_loaded ?? 0;
  }

  /** Never goes back, so that a late report of an earlier run does no harm. */
  async save(organizationId: string, dataset: string, rowsLoaded: number): Promise<void> {
    await this.database.query(
      `INSERT INTO metrics.demo_progress AS p (organization_id, dataset, rows_loaded) VALUES ($1, $2, $3)
       ON CONFLICT (organization_id, dataset) DO UPDATE
       SET rows_loaded = greatest(p.rows_loaded, excluded.rows_loaded), updated_at = now()`,
      [organizationId, dataset, rowsLoaded],
    );
  }
}
