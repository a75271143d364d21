import type { FastifyReply } from 'fastify';
import { etagOf, notModified } from './etag';

/** Path parameter of a single resource, for `@ApiParam`. */
export const ID_PARAM = {
  name: 'id',
  format: 'uuid',
  example: '01938f3e-7a51-7c52-9d4f-6a1d2b9e8f01',
} as const;

/** For `@ApiHeader` of operations that change a resource. */
export const IF_MATCH_HEADER = {
  name: 'If-Match',
  required: false,
  description: 'ETag of the version to change; a stale one is 412.',
  example: '"1"',
};

/** For `@ApiHeader` of operations that read a resource. */
export const IF_NONE_MATCH_HEADER = {
  name: 'If-None-Match',
  required: false,
  description: 'ETag that you have; 304 when it is still current.',
  example: '"1"',
};

/** Answer headers of a single resource, for Swagger. */
export const ETAG_HEADERS = {
  ETag: { description: 'The version in quotes.', schema: { type: 'string', example: '"1"' } },
} as const;

/** Sends a resource with its ETag. */
export function tagged<T extends { version: number }>(reply: FastifyReply, resource: T): T {
  withEtag(reply, resource.version);
  return resource;
}

/** Writes the ETag of an answer, which may then be kept by its reader, who has to ask whether it still is current. */
export function withEtag(reply: FastifyReply, version: number | string): FastifyReply {
  return reply.header('etag', etagOf(version)).header('cache-control', 'private, no-cache');
}

/** Sends a resource with its ETag, or 304 without a body when `If-None-Match` names its version. */
export function taggedUnlessCurrent<T extends { version: number }>(
  reply: FastifyReply,
  resource: T,
  ifNoneMatch: string | undefined,
): T | undefined {
  tagged(reply, resource);
  if (!notModified(ifNoneMatch, etagOf(resource.version))) return resource;
  void reply.status(304);
  return undefined;
}
