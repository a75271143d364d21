import { Injectable } from '@nestjs/common';
import { PERMISSIONS, systemPrincipal } from '@app/auth';
import { AppError, type ErrorCode } from '@app/platform';
import type { DashboardDefinition, WidgetConfigInput } from '../definition/dashboard-definition';
import { DashboardProvisioner } from '../definition/dashboard-provisioner';
import { FLIGHTS } from './flights';
import { SEATTLE_WEATHER } from './seattle-weather';
import { SP500 } from './sp500';

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
  constructor(private readonly provisioner: DashboardProvisioner) {}

  /**
   * Creates each demo dashboard that the organization never had; one that somebody deleted stays away. Safe to call
   * again and from several processes at once.
   */
  async ensure(organizationId: string): Promise<DemoOutcome> {
    const principal = systemPrincipal('demo', organizationId, PERMISSIONS);
    const outcome: DemoOutcome = { created: 0, waiting: 0 };
    for (const [key, definition] of Object.entries(DEFINITIONS)) {
      try {
        if (await this.provisioner.ensure(principal, key, definition)) outcome.created++;
      } catch (error) {
        if (!(error instanceof AppError && NOT_LOADED.has(error.code))) throw error;
        outcome.waiting++;
      }
    }
    return outcome;
  }
}
