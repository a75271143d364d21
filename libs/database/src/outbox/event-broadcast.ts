import type { Logger } from 'pino';
import type { OutboxEvent, OutboxTopic } from './events';

export type EventHandler<T extends OutboxTopic> = (event: OutboxEvent<T>) => void;

/** Largest event as JSON. */
export const MAX_EVENT_BYTES = 1_048_576;

/**
 * One process to all processes, itself included. At most once: what is sent while a process is away is lost to it, and
 * it is told so by `onGap`. Events of one publisher arrive in its order.
 */
export abstract class EventBroadcast {
  private readonly handlers = new Map<OutboxTopic, Set<EventHandler<OutboxTopic>>>();
  private readonly gapHandlers = new Set<() => void>();
  private readonly lossHandlers = new Set<() => void>();
  private lostAt: number | undefined = performance.now();

  protected constructor(protected readonly logger: Logger) {}

  /**
   * Sends an event of up to {@link MAX_EVENT_BYTES}.
   * @throws AppError DEPENDENCY_UNAVAILABLE when it could not be sent, LIMIT_EXCEEDED when it is too large
   */
  abstract publish<T extends OutboxTopic>(event: OutboxEvent<T>): Promise<void>;

  /** Calls `handler` for each event of a topic from now on; the function returned ends it. */
  subscribe<T extends OutboxTopic>(topic: T, handler: EventHandler<T>): () => void {
    const set = this.handlers.get(topic) ?? new Set();
    this.handlers.set(topic, set);
    const entry = handler as EventHandler<OutboxTopic>;
    set.add(entry);
    return () => void set.delete(entry);
  }

  /** Calls `handler` whenever events may have been missed: forget what was derived from them. */
  onGap(handler: () => void): () => void {
    this.gapHandlers.add(handler);
    return () => void this.gapHandlers.delete(handler);
  }

  /** Calls `handler` when events cannot be heard any more. It tries to hear them again; then comes {@link onGap}. */
  onLoss(handler: () => void): () => void {
    this.lossHandlers.add(handler);
    return () => void this.lossHandlers.delete(handler);
  }

  /** For how many ms no event could be heard; 0 while they can. */
  get awayMs(): number {
    return this.lostAt === undefined ? 0 : performance.now() - this.lostAt;
  }

  /** Events are heard from now on. */
  protected listens(): void {
    this.lostAt = undefined;
  }

  protected lost(): void {
    if (this.lostAt !== undefined) return;
    this.lostAt = performance.now();
    for (const handler of this.lossHandlers) this.call(handler);
  }

  protected deliver(json: string): void {
    try {
      const event = JSON.parse(json) as OutboxEvent;
      for (const handler of this.handlers.get(event.topic) ?? []) this.call(() => handler(event));
    } catch (error) {
      this.logger.error({ err: error }, 'broadcast event cannot be read');
    }
  }

  protected gap(): void {
    for (const handler of this.gapHandlers) this.call(handler);
  }

  private call(handler: () => void): void {
    try {
      handler();
    } catch (error) {
      this.logger.error({ err: error }, 'handler of a broadcast event failed');
    }
  }
}
