import { LOGGER } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { JobContracts } from '../job-contract';
import { JobQueue } from '../job-queue';
import { JOB_CONTRACTS } from '../jobs-config';

const RETRY_MS = 5_000;

/** Keeps the schedules that contracts name, under the job's own name. */
@Injectable()
export class Schedules {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly queue: JobQueue<JobContracts>,
    @Inject(JOB_CONTRACTS) private readonly contracts: JobContracts,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stores them in the background: a queue that is away at start must not keep the worker from starting. */
  start(): void {
    this.store().catch((error: unknown) => {
      this.logger.warn({ err: error }, 'schedules of jobs could not be stored yet');
      if (!this.stopped) this.timer = setTimeout(() => this.start(), RETRY_MS);
    });
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async store(): Promise<void> {
    for (const [name, { schedule }] of Object.entries(this.contracts)) {
      if (schedule) await this.queue.schedule(name, name, {}, schedule);
      else await this.queue.unschedule(name, name);
    }
  }
}
