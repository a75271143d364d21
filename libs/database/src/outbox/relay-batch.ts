import { AppError, inSpan, toAppError } from '@app/platform';
import type { Logger } from 'pino';
import type { OutboxPublisher, PublishedEvent } from './outbox-publisher';

/** Tries of one event before it is set aside. */
const MAX_TRIES = 5;
const FIRST_PAUSE_MS = 250;
const SUBJECTS_AT_ONCE = 8;
const PUBLISH_WITHIN_MS = 15_000;

export interface BatchResult {
  /** Ids of events that are where they must be. */
  published: string[];
  /** Events that failed for good. */
  dead: { id: string; tries: number; error: string }[];
  /** A dependency was away: nothing more can be published for now. */
  outage: boolean;
}

/** Publishes batches: the events of a subject in order, different subjects beside each other. Remembers what failed. */
export class RelayBatch {
  private readonly tries = new Map<string, number>();
  private readonly pausedUntil = new Map<string, number>();

  constructor(
    private readonly publisher: OutboxPublisher,
    private readonly logger: Logger,
  ) {}

  /** Subjects whose first event failed a moment ago; the others need not wait for it. */
  paused(): string[] {
    const now = Date.now();
    for (const [subject, until] of this.pausedUntil) if (until <= now) this.pausedUntil.delete(subject);
    return [...this.pausedUntil.keys()];
  }

  async publish(events: PublishedEvent[], signal: AbortSignal): Promise<BatchResult> {
    const result: BatchResult = { published: [], dead: [], outage: false };
    const subjects = [...Map.groupBy(events, ({ subject }) => subject).values()].values();
    const lane = async (): Promise<void> => {
      for (const subject of subjects) await this.publishSubject(subject, result, signal);
    };
    await Promise.all(Array.from({ length: SUBJECTS_AT_ONCE }, lane));
    return result;
  }

  private async publishSubject(
    events: PublishedEvent[],
    result: BatchResult,
    signal: AbortSignal,
  ): Promise<void> {
    for (const event of events) {
      if (result.outage || signal.aborted) return;
      try {
        await this.publishOne(event);
        result.published.push(event.id);
        this.tries.delete(event.id);
      } catch (error) {
        if (toAppError(error).code === 'DEPENDENCY_UNAVAILABLE') {
          this.logger.warn({ err: error, topic: event.topic }, 'outbox waits for a dependency');
          result.outage = true;
        } else if (!this.isDead(event, error as Error, result)) {
          return;
        }
      }
    }
  }

  private async publishOne(event: PublishedEvent): Promise<void> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      reject(new AppError('DEPENDENCY_UNAVAILABLE', `Not published within ${PUBLISH_WITHIN_MS} ms.`));
    }, PUBLISH_WITHIN_MS);
    try {
      await Promise.race([this.publishTraced(event), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** An event without a trace begins none: most are of no request, and there are many. */
  private publishTraced(event: PublishedEvent): Promise<void> {
    if (event.trace === null) return this.publisher.publish(event);
    const span = { name: `publish ${event.topic}`, kind: 'producer', parent: event.trace } as const;
    return inSpan(span, () => this.publisher.publish(event));
  }

  private isDead(event: PublishedEvent, error: Error, result: BatchResult): boolean {
    const tries = (this.tries.get(event.id) ?? 0) + 1;
    const line = { err: error, eventId: event.id, topic: event.topic, subject: event.subject, tries };
    if (tries < MAX_TRIES) {
      this.tries.set(event.id, tries);
      this.pausedUntil.set(event.subject, Date.now() + FIRST_PAUSE_MS * 2 ** (tries - 1));
      this.logger.warn(line, 'outbox event was not published; it is tried again');
      return false;
    }
    this.tries.delete(event.id);
    result.dead.push({ id: event.id, tries, error: error.message });
    this.logger.error(line, 'outbox event set aside in outbox_dead: it cannot be published');
    return true;
  }
}
