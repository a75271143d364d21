import { hash } from 'node:crypto';
import type { QueryAnswer } from '../metric-query';

/**
 * The bytes of an answer. The ETag is weak and leaves out when it was computed and how long that took: a client that has
 * the same rows already need not get them again.
 */
export function serializeAnswer({ data, meta }: QueryAnswer): { bytes: Buffer; etag: string } {
  const { computedAt: _computedAt, tookMs: _tookMs, ...lasting } = meta;
  const text = JSON.stringify(data);
  return {
    bytes: Buffer.from(`{"data":${text},"meta":${JSON.stringify(meta)}}`),
    etag: weakEtag(text + JSON.stringify(lasting)),
  };
}

/** A weak ETag: equal for equal texts. */
export function weakEtag(text: string): string {
  return `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
}
