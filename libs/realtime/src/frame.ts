import type { PushEventName, PushEvents } from './push-events';

/**
 * One event on its way to all viewers of a room, serialized once. The same object goes to each of them, so that a transport
 * can keep its own encoding of it in a WeakMap.
 */
export interface Frame<E extends PushEventName = PushEventName> {
  readonly event: E;
  /** The payload as JSON. */
  readonly json: string;
  /** Where a client stands after it: `<epoch>-<n>`, opaque to clients; `id:` of SSE. */
  readonly cursor: string;
  /**
   * While it waits for a slow client a frame is replaced by a newer one of the same key; a snapshot replaces all widgets'
   * data that waits. Null = every one is delivered.
   */
  readonly key: string | null;
}

/** Serializes a payload. @param place.key as in {@link Frame} */
export function frameOf<E extends PushEventName>(
  event: E,
  payload: PushEvents[E],
  { cursor, key = null }: { cursor: string; key?: string | null },
): Frame<E> {
  return { event, json: JSON.stringify(payload), cursor, key };
}
