import { EventBroadcast } from '@app/database';
import { type AppConfig, createLogger, HealthChecks } from '@app/platform';
import { EventHearing } from './event-hearing';

const logger = createLogger({ level: 'silent', name: 'api' });

/** Breaks off and comes back when it is told to; its clock is behind that of timers. */
class Broadcast extends EventBroadcast {
  constructor() {
    super(logger);
    this.listens();
  }

  override get awayMs(): number {
    return Math.max(0, super.awayMs - 500);
  }

  breakOff(): void {
    this.lost();
  }

  comeBack(): void {
    this.listens();
    this.gap();
  }

  publish(): Promise<void> {
    return Promise.reject(new Error('nobody publishes here'));
  }
}

describe('EventHearing', () => {
  it('lets nobody come from when it sent all away until it hears again', async () => {
    const broadcast = new Broadcast();
    const hearing = new EventHearing(broadcast, new HealthChecks(logger), { liveDeafMaxMs: 10 } as AppConfig);
    hearing.onModuleInit();
    const allSentAway = new Promise<void>((resolve) => hearing.onDeaf(resolve));
    expect(() => hearing.assertHears()).not.toThrow();
    broadcast.breakOff();
    expect(() => hearing.assertHears()).not.toThrow();
    await allSentAway;
    expect(() => hearing.assertHears()).toThrow('connect again');
    broadcast.comeBack();
    expect(() => hearing.assertHears()).not.toThrow();
    hearing.onApplicationShutdown();
  });
});
