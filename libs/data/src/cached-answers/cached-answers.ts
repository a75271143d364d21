import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@app/auth';
import { Cache } from '@app/cache';
import { Database } from '@app/database';
import { Catalog } from '../catalog/catalog';
import { visibleMetric } from '../catalog/visible-metric';

/** The cached answers of an organization, for those who administer it. */
@Injectable()
export class CachedAnswers {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly catalog: Catalog,
    private readonly cache: Cache,
  ) {}

  /**
   * Forgets the answers that a metric has a part in, or with none named all of the organization, in all processes and levels. Nobody gets
   * them again, also not who takes stale answers. Written down with who did it.
   * @throws AppError 422 UNKNOWN_METRIC
   */
  async clear(principal: Principal, name?: string): Promise<void> {
    const { organizationId } = principal;
    const metric = name === undefined ? undefined : await visibleMetric(this.catalog, principal, name);
    await this.database.transaction((tx) =>
      this.audit.record(tx, principal, {
        action: 'cache.cleared',
        subject: metric ? { type: 'metric', id: metric.name } : { type: 'organization', id: organizationId },
      }),
    );
    this.catalog.forget(organizationId);
    await this.cache.drop(
      metric
        ? { metrics: [metric.id], tags: [`catalog:${organizationId}`] }
        : { tags: [`organization:${organizationId}`, `catalog:${organizationId}`] },
    );
  }
}
