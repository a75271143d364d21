import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PERMISSIONS, SELF_ORGANIZATION_ID, systemPrincipal } from '@app/auth';
import { SelfOrganization } from '@app/data';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { DashboardProvisioner } from '../definition/dashboard-provisioner';
import { VITRINE_DASHBOARD } from './vitrine-dashboard';

const KEY = 'vitrine';
const RETRY_MS = 5_000;

/** Puts the dashboard over Vitrine's own measurements into their organization when a worker starts. */
@Injectable()
export class SelfDashboard implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private started: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly organization: SelfOrganization,
    private readonly provisioner: DashboardProvisioner,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** In the background: a database that is away at start must not keep the worker from starting. */
  onApplicationBootstrap(): void {
    if (this.config.selfTelemetry) this.started = this.untilThere();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.started;
  }

  private async untilThere(): Promise<void> {
    while (!this.stop.signal.aborted) {
      try {
        await this.organization.ensure();
        await this.provisioner.ensure(
          systemPrincipal('self-telemetry', SELF_ORGANIZATION_ID, PERMISSIONS),
          KEY,
          VITRINE_DASHBOARD,
        );
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'the dashboard of self-telemetry could not be created yet');
        await wait(RETRY_MS, undefined, { signal: this.stop.signal }).catch(() => {});
      }
    }
  }
}
