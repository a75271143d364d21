import { Injectable } from '@nestjs/common';
import { SELF_ORGANIZATION_ID } from '@app/auth';
import { Cache } from '@app/cache';
import { Database } from '@app/database';
import { pointMetrics } from '@app/platform';

const NAME = 'Vitrine monitoring';
const RETENTION_DAYS = 7;

/** Dimensions that every point of self-telemetry has beside its own. */
export const PROCESS_DIMENSIONS = ['process', 'instance'] as const;

/** The organization that Vitrine writes about itself, and its metrics. */
@Injectable()
export class SelfOrganization {
  constructor(
    private readonly database: Database,
    private readonly cache: Cache,
  ) {}

  /**
   * Creates what is missing of it. What is there stays as somebody may have changed it. Safe to call from several
   * processes at once.
   */
  async ensure(): Promise<void> {
    const metrics = pointMetrics().map(({ labels, defaultAggregation, ...metric }) => ({
      ...metric,
      default_aggregation: defaultAggregation,
      dimensions: [...labels, ...PROCESS_DIMENSIONS].toSorted(),
    }));
    const created = await this.database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO organization (id, name, created_at, updated_at) VALUES ($1, $2, now(), now())
         ON CONFLICT DO NOTHING`,
        [SELF_ORGANIZATION_ID, NAME],
      );
      // In order of their names, so that two processes cannot wait for each other.
      const { rowCount } = await tx.query(
        `INSERT INTO metrics.metric
           (organization_id, name, unit, description, default_aggregation, dimensions, retention_days)
         SELECT $1, name, unit, description, default_aggregation, dimensions, $3
         FROM jsonb_to_recordset($2) AS m
           (name text, unit text, description text, default_aggregation text, dimensions text[])
         WHERE NOT EXISTS (SELECT FROM metrics.metric e WHERE e.organization_id = $1 AND e.name = m.name)
         ORDER BY name ON CONFLICT DO NOTHING`,
        [SELF_ORGANIZATION_ID, JSON.stringify(metrics), RETENTION_DAYS],
      );
      return rowCount ?? 0;
    });
    if (created > 0) await this.cache.invalidateTags([`catalog:${SELF_ORGANIZATION_ID}`]);
  }
}
