import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { EventBroadcast } from '@app/database';
import { JobQueue } from '@app/jobs';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';

/** Points mostly come in crowds: they wait for each other, and one job serves them all. */
const GATHER_MS = 1_000;

/** Asks for the job that rolls up when points have changed, so that backfilled data need not wait for its schedule. */
@Injectable()
export class RollupWaker implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private end: () => void = () => {};

  constructor(
    private readonly events: EventBroadcast,
    private readonly queue: JobQueue,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.end = this.events.subscribe('points.changed', () => {
      this.timer ??= setTimeout(() => void this.wake(), GATHER_MS);
    });
  }

  onApplicationShutdown(): void {
    this.end();
    clearTimeout(this.timer);
  }

  private async wake(): Promise<void> {
    this.timer = undefined;
    try {
      await this.queue.add('aggregate-metrics', {});
    } catch (error) {
      // The schedule makes up for it.
      this.logger.debug({ err: error }, 'the job that rolls up was not woken');
    }
  }
}
