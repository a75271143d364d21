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
    this.database.query(`NOTIFY ${OUTBOX_CHANNEL}`).catch((error: unknown) => {
      this.logger.debug({ err: error }, 'the outbox relay could not be woken');
    });
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
