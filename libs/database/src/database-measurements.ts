import { Injectable } from '@nestjs/common';
import { MEASUREMENTS, Telemetry } from '@app/platform';
import { Database } from './database';
import { type OutboxLag, outboxLag } from './outbox/outbox-lag';

/** One statement for all who ask at about the same time. Milliseconds. */
const SHARED_MS = 500;

/** Use of the pool, and how far the relay is behind. */
@Injectable()
export class DatabaseMeasurements {
  private lag: Promise<OutboxLag> | undefined;

  constructor(
    telemetry: Telemetry,
    private readonly database: Database,
  ) {
    telemetry.reading(MEASUREMENTS.poolConnections, () => {
      const { totalCount, idleCount, waitingCount } = database.pool;
      return [
        { value: totalCount - idleCount, labels: { state: 'busy' } },
        { value: idleCount, labels: { state: 'idle' } },
        { value: waitingCount, labels: { state: 'waiting' } },
      ];
    });
    telemetry.reading(MEASUREMENTS.relayEvents, async () => [{ value: (await this.read()).events }]);
    telemetry.reading(MEASUREMENTS.relayLag, async () => [{ value: (await this.read()).oldestMs / 1_000 }]);
    telemetry.reading(MEASUREMENTS.relayDead, async () => [{ value: (await this.read()).dead }]);
  }

  private read(): Promise<OutboxLag> {
    if (this.lag) return this.lag;
    this.lag = outboxLag(this.database);
    setTimeout(() => (this.lag = undefined), SHARED_MS).unref();
    return this.lag;
  }
}
