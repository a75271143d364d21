import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { PERMISSIONS, SELF_ORGANIZATION_ID, systemPrincipal } from '@app/auth';
import { AppConfig, Clock, LOGGER, type Measured, Telemetry } from '@app/platform';
import type { Logger } from 'pino';
import { INGEST_LIMITS } from '../ingest/ingest-limits';
import { IngestService } from '../ingest/ingest.service';
import type { PointInput } from '../ingest/point-input';
import { InstanceSlot } from './instance-slot';
import { SelfOrganization } from './self-organization';

const PRINCIPAL = systemPrincipal('self-telemetry', SELF_ORGANIZATION_ID, PERMISSIONS);

/**
 * Writes what this process measures of itself as points, one batch per interval, through the ingest service as any
 * client's. It asks nothing of the API and runs no job, so its own work is in none of the counts that it writes:
 * however long it runs, an idle process writes the same few points each time.
 */
@Injectable()
export class SelfPublisher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private prepared = false;
  private failing = false;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly telemetry: Telemetry,
    private readonly organization: SelfOrganization,
    private readonly slot: InstanceSlot,
    private readonly ingest: IngestService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.selfTelemetry) this.wait();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
    await this.slot.release().catch(() => {});
  }

  /** Writes one batch. @returns how many points */
  async publish(): Promise<number> {
    if (!this.prepared) await this.organization.ensure();
    this.prepared = true;
    const instance = await this.slot.name();
    const taken = await this.telemetry.take();
    const points = this.pointsOf(taken.measured, instance).slice(0, INGEST_LIMITS.batchPoints);
    await this.ingest.ingest(PRINCIPAL, points);
    taken.keep();
    return points.length;
  }

  private pointsOf(measured: readonly Measured[], instance: string): PointInput[] {
    const timestamp = this.clock.now().toISOString();
    const { process } = this.telemetry;
    return measured.map(({ metric, value, dimensions }) => ({
      metric,
      value,
      timestamp,
      dimensions: { ...dimensions, process, instance },
    }));
  }

  private wait(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.attempt().finally(() => this.wait());
    }, this.config.selfTelemetryIntervalMs);
    this.timer.unref();
  }

  /** What could not be written is part of the next batch. An outage is logged once, not every few seconds. */
  async attempt(): Promise<void> {
    try {
      await this.publish();
      this.failing = false;
    } catch (error) {
      this.prepared = false;
      this.logger[this.failing ? 'debug' : 'warn']({ err: error }, 'self-telemetry could not be written');
      this.failing = true;
    }
  }
}
