import { createHash, randomUUID } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The stored identity of a point beside its series and timestamp: the client's id in lower case when that is a UUID,
 * else a UUID of version 8 (RFC 9562) made of the first 16 bytes of SHA-256 over the id's UTF-8 text.
 */
export function eventIdOf(id: string): string {
  if (id.length === 36) {
    const lower = id.toLowerCase();
    if (UUID.test(lower)) return lower;
  }
  const bytes = createHash('sha256').update(id, 'utf8').digest();
  bytes[6] = (bytes.readUInt8(6) & 0x0f) | 0x80;
  bytes[8] = (bytes.readUInt8(8) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Identity of a point that came without an id: never equal to another. */
export function freshEventId(): string {
  return randomUUID();
}
