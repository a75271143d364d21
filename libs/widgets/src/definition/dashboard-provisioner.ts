import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { DashboardService } from '@app/dashboards';
import { Orm } from '@app/database';
import type { DashboardDefinition, WidgetConfigInput } from './dashboard-definition';
import { DashboardImporter } from './dashboard-importer';
import { ProvisionedDashboard } from './provisioned-dashboard';

/** First key of the advisory locks taken here; the second is of the organization. */
const LOCK_SPACE = 4;

/** Gives organizations the dashboards that Vitrine brings along. */
@Injectable()
export class DashboardProvisioner {
  constructor(
    private readonly orm: Orm,
    private readonly importer: DashboardImporter,
    private readonly dashboards: DashboardService,
  ) {}

  /**
   * Creates a dashboard unless the principal's organization has it, or ever had: one that somebody deleted stays away.
   * Safe to call again and from several processes at once.
   * @param key names the definition for ever
   * @returns whether it is new
   * @throws AppError 422 when the definition names a metric or dimension that is not in the catalogue
   */
  async ensure(
    principal: Principal,
    key: string,
    definition: DashboardDefinition<WidgetConfigInput>,
  ): Promise<boolean> {
    const { organizationId } = principal;
    const mark = { organizationId, definition: key };
    if ((await this.orm.read((em) => em.count(ProvisionedDashboard, mark))) > 0) return false;
    const checked = await this.importer.check(principal, definition);
    const created = await this.orm.transaction(async (em, tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [LOCK_SPACE, organizationId]);
      if ((await em.count(ProvisionedDashboard, mark)) > 0) return false;
      em.create(ProvisionedDashboard, mark);
      await this.importer.write({ em, tx }, principal, checked);
      return true;
    });
    if (created) await this.dashboards.listChanged(principal);
    return created;
  }
}
