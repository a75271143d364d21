import { Injectable } from '@nestjs/common';
import { PERMISSIONS, systemPrincipal } from '@app/auth';
import { DashboardService } from '@app/dashboards';
import { Orm } from '@app/database';
import { AppError, type ErrorCode } from '@app/platform';
import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';
import { DashboardImporter } from '../definition/dashboard-importer';
import { FLIGHTS } from './flights';
import { ProvisionedDashboard } from './provisioned-dashboard';
import { SEATTLE_WEATHER } from './seattle-weather';
import { SP500 } from './sp500';

/** First key of the advisory locks taken here; the second is of the organization. */
const LOCK_SPACE = 4;

/** The last is the newest, so it leads the list. */
const DEFINITIONS: Record<string, DashboardDefinition<WidgetConfigInput>> = {
  'demo-seattle-weather': SEATTLE_WEATHER,
  'demo-sp500': SP500,
  'demo-flights': FLIGHTS,
};

/** What the catalogue says before the load of the demo data has registered its metrics. */
const NOT_LOADED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['UNKNOWN_METRIC', 'UNKNOWN_DIMENSION']);

export interface DemoOutcome {
  /** Dashboards that are new. */
  created: number;
  /** Dashboards whose metrics are not in the catalogue yet. */
  waiting: number;
}

/** Gives an organization the dashboards over the demo data. */
@Injectable()
export class DemoDashboards {
  constructor(
    private readonly orm: Orm,
    private readonly importer: DashboardImporter,
    private readonly dashboards: DashboardService,
  ) {}

  /**
   * Creates each demo dashboard that the organization never had; one that somebody deleted stays away. Safe to call
   * again and from several processes at once.
   */
  async ensure(organizationId: string): Promise<DemoOutcome> {
    const outcome: DemoOutcome = { created: 0, waiting: 0 };
    for (const [key, definition] of Object.entries(DEFINITIONS)) {
      try {
        if (await this.create(organizationId, key, definition)) outcome.created++;
      } catch (error) {
        if (!(error instanceof AppError && NOT_LOADED.has(error.code))) throw error;
        outcome.waiting++;
      }
    }
    return outcome;
  }

  private async create(
    organizationId: string,
    key: string,
    definition: DashboardDefinition<WidgetConfigInput>,
  ): Promise<boolean> {
    const mark = { organizationId, definition: key };
    if ((await this.orm.read((em) => em.count(ProvisionedDashboard, mark))) > 0) return false;
    const principal = systemPrincipal('demo', organizationId, PERMISSIONS);
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
