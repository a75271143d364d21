import type { OutboxEvent } from './events';

/** An event on its way out of the outbox. */
export interface PublishedEvent extends OutboxEvent {
  /** Unique and the same at every try: what is built on it can be idempotent. */
  id: string;
  createdAt: Date;
  /** W3C `traceparent` of the work that it tells of. */
  trace: string | null;
}

/**
 * Takes events to where they are wanted. The relay calls it at least once per event, and for the events of one subject
 * one after another, in order. Composed by the worker.
 */
export abstract class OutboxPublisher {
  /**
   * Resolves when the event is where it must be.
   * @throws AppError DEPENDENCY_UNAVAILABLE to have the relay wait; any other error counts against the event
   */
  abstract publish(event: PublishedEvent): Promise<void>;
}
