import { AppError } from '@app/platform';
import { MAX_EVENT_BYTES } from './event-broadcast';
import type { OutboxEvent } from './events';

/** The event as ASCII JSON, so that bytes are characters. @throws AppError LIMIT_EXCEEDED */
export function encodeEvent({ topic, subject, organizationId, payload }: OutboxEvent): string {
  const json = JSON.stringify({ topic, subject, organizationId, payload }).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  if (json.length <= MAX_EVENT_BYTES) return json;
  throw new AppError(
    'LIMIT_EXCEEDED',
    `An event of ${topic} has ${json.length} bytes; allowed are ${MAX_EVENT_BYTES}.`,
  );
}
