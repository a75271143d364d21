import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { EventBroadcast } from '@app/database';
import { AppConfig, AppError, HealthChecks } from '@app/platform';

const RETRY_AFTER_SECONDS = 2;

/**
 * Whether this process hears what changes. It may be deaf for a moment, and then reads everything again; for longer it is
 * not ready: whoever watches here would look at what was.
 */
@Injectable()
export class EventHearing implements OnModuleInit, OnApplicationShutdown {
  private readonly handlers = new Set<() => void>();
  private readonly endings: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  /** Whether everybody was told to go: nobody may come before it hears again, also if the timer was early by its clock. */
  private isDeaf = false;

  constructor(
    private readonly broadcast: EventBroadcast,
    private readonly checks: HealthChecks,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.checks.register({ name: 'events', check: async () => this.assertHears() });
    this.endings.push(
      this.broadcast.onLoss(() => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.tell(), this.config.liveDeafMaxMs);
        this.timer.unref();
      }),
      this.broadcast.onGap(() => {
        clearTimeout(this.timer);
        this.isDeaf = false;
      }),
    );
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    for (const end of this.endings.splice(0)) end();
  }

  /** Calls `handler` each time that this process has been deaf for too long. */
  onDeaf(handler: () => void): () => void {
    this.handlers.add(handler);
    return () => void this.handlers.delete(handler);
  }

  /** @throws AppError 503 DEPENDENCY_UNAVAILABLE when it has been deaf for too long */
  assertHears(): void {
    if (!this.isDeaf && this.broadcast.awayMs < this.config.liveDeafMaxMs) return;
    throw new AppError(
      'DEPENDENCY_UNAVAILABLE',
      'This process does not hear of changes at the moment; connect again.',
      { retryAfterSeconds: RETRY_AFTER_SECONDS },
    );
  }

  private tell(): void {
    this.isDeaf = true;
    for (const handler of this.handlers) handler();
  }
}
