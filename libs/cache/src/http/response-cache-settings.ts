import type { FastifyRequest } from 'fastify';
import type { CacheTag } from '../cache-tag';

/** The classes whose whole HTTP answer is cached. */
export type ResponseClass = 'preferences' | 'catalog' | 'list';

/** What `@CacheResponse` says of a route. */
export interface ResponseCacheSettings {
  responseClass: ResponseClass;
  tags: (request: FastifyRequest) => readonly CacheTag[];
}

export const RESPONSE_CACHE = Symbol('RESPONSE_CACHE');
