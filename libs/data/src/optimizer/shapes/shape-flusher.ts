import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import { ShapeRecorder } from './shape-recorder';
import { ShapeStore } from './shape-store';

const EVERY_MS = 30_000;

/** Stores in the background what this process has counted of questions, and once more before it ends. */
@Injectable()
export class ShapeFlusher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly recorder: ShapeRecorder,
    private readonly store: ShapeStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** Stores what was counted until now. What could not be stored is part of the next time. */
  flush(): Promise<void> {
    this.running = this.running.then(() => this.storeAll());
    return this.running;
  }

  private async storeAll(): Promise<void> {
    const costs = this.recorder.take();
    try {
      await this.store.store(costs);
    } catch (error) {
      for (const cost of costs) this.recorder.add(cost);
      this.logger.debug({ err: error }, 'what questions cost could not be stored; trying later');
    }
  }
}
