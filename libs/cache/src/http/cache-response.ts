import { applyDecorators, SetMetadata, UseInterceptors } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { CacheTag } from '../cache-tag';
import { ResponseCacheInterceptor } from './response-cache.interceptor';
import { RESPONSE_CACHE, type ResponseCacheSettings, type ResponseClass } from './response-cache-settings';

/**
 * Caches the answers of a GET route for each principal and URL. `tags` name what the answer is made of: the service
 * that changes it invalidates them. A 200 with a JSON body is cached, nothing else.
 *
 * @example `@CacheResponse('preferences', (request) => [`user:${(request.params as { id: string }).id}`])`
 */
export function CacheResponse(
  responseClass: ResponseClass,
  tags: (request: FastifyRequest) => readonly CacheTag[],
): MethodDecorator {
  const settings: ResponseCacheSettings = { responseClass, tags };
  return applyDecorators(SetMetadata(RESPONSE_CACHE, settings), UseInterceptors(ResponseCacheInterceptor));
}
