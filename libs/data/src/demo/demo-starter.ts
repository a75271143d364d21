import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { SELF_ORGANIZATION_ID } from '@app/auth';
import { Database } from '@app/database';
import { JobQueue } from '@app/jobs';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { DemoLoader } from './demo-loader';

const LOOK_EVERY_MS = 250;

/**
 * Asks for the demo when a worker starts, as far as DEMO wants it and it is not there yet. The first organization may
 * only come into being while the worker starts, so this waits for it in the background.
 */
@Injectable()
export class DemoStarter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stop = new AbortController();
  private started: Promise<void> = Promise.resolve();

  constructor(
    private readonly config: AppConfig,
    private readonly database: Database,
    private readonly queue: JobQueue,
    private readonly loader: DemoLoader,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    const { demo } = this.config;
    if (demo === 'none') return;
    this.started = this.start(demo).catch((error: unknown) => {
      if (!this.stop.signal.aborted) this.logger.error({ err: error }, 'the demo could not be started');
    });
  }

  async onApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.started;
  }

  private async start(mode: 'sample' | 'full'): Promise<void> {
    const organizationId = await this.firstOrganization();
    if (!(await this.loader.isComplete(organizationId, mode)))
      await this.queue.add('load-demo', { organizationId, mode });
    await this.queue.add('create-demo-dashboards', { organizationId });
  }

  private async firstOrganization(): Promise<string> {
    for (;;) {
      const { rows } = await this.database.query<{ id: string }>(
        'SELECT id FROM organization WHERE id <> $1 ORDER BY id LIMIT 1',
        [SELF_ORGANIZATION_ID],
      );
      if (rows[0]) return rows[0].id;
      await pause(LOOK_EVERY_MS, undefined, { signal: this.stop.signal });
    }
  }
}
