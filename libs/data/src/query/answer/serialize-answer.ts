import { hash } from 'node:crypto';
import type { Loaded } from '@app/cache';
import type { QueryAnswer } from '../metric-query';
import type { Representation } from './representation';
import { writeCsv } from './write-csv';
import { writeNdjson } from './write-ndjson';

/** Where `meta` is when the body has but rows. */
export const META_HEADER = 'x-vitrine-meta';

/**
 * The bytes of an answer. The ETag is weak and leaves out when it was computed and how long that took: a client that has
 * the same rows already need not get them again.
 */
export function serializeAnswer(
  { data, meta }: QueryAnswer,
  representation: Representation = 'application/json',
): Exclude<Loaded, Buffer> {
  const { computedAt: _computedAt, tookMs: _tookMs, ...lasting } = meta;
  if (representation === 'application/json') {
    const text = JSON.stringify(data);
    return {
      bytes: Buffer.from(`{"data":${text},"meta":${JSON.stringify(meta)}}`),
      etag: weakEtag(text + JSON.stringify(lasting)),
    };
  }
  const text = representation === 'text/csv' ? writeCsv(data) : writeNdjson(data);
  return {
    bytes: Buffer.from(text),
    etag: weakEtag(representation + text + JSON.stringify(lasting)),
    headers: { [META_HEADER]: JSON.stringify(meta) },
  };
}

/** A weak ETag: equal for equal texts. */
export function weakEtag(text: string): string {
  return `W/"${hash('sha256', text, 'base64url').slice(0, 22)}"`;
}
