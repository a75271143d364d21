import { LOGGER } from '@app/platform';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { Database } from '../database';

/** Channel of the empty notification that wakes the relay. */
export const OUTBOX_CHANNEL = 'vitrine_outbox';

const COALESCE_MS = 20;

/** Wakes the relay, wherever it runs. Only a matter of speed: it looks every 500 ms anyway. */
@Injectable()
export class OutboxWake implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private again = false;
  private sending = false;

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Call after the commit of a transaction that appended to the outbox. Returns at once; sends once in 20 ms at most. */
  poke(): void {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.timer = setTimeout(() => this.onQuiet(), COALESCE_MS);
    if (this.sending) this.again = true;
    else void this.notify();
  }

  /** One at a time: while the pool is busy, wake-ups must not queue for its connections. */
  private async notify(): Promise<void> {
    this.sending = true;
    try {
      await this.database.query(`NOTIFY ${OUTBOX_CHANNEL}`);
    } catch (error) {
      this.logger.debug({ err: error }, 'the outbox relay could not be woken');
    } finally {
      this.sending = false;
    }
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
  }

  private onQuiet(): void {
    this.timer = undefined;
    if (!this.again) return;
    this.again = false;
    this.poke();
  }
}
