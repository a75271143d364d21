import { CACHE_MANAGER, CacheInterceptor } from '@nestjs/cache-manager';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  Optional,
  StreamableFile,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Cache, type LoadOptions } from '../cache';
import type { CacheKey } from '../cache-key';
import type { Loaded } from '../entry/cache-entry';
import { parseCacheControl } from './cache-directives';
import { CACHE_IDENTITY, type IdentifyForCache } from './cache-identity';
import { CachedResult } from './cached-result';
import { RESPONSE_CACHE, type ResponseCacheSettings } from './response-cache-settings';
import { sendCached } from './send-cached';

/** Carries an answer that is not to be cached past the cache to the request that it was made for. */
class NotCacheable extends Error {
  constructor(
    readonly reply: FastifyReply,
    readonly value: unknown,
  ) {
    super('This answer is not cached');
  }
}

/**
 * Nest's CacheInterceptor with two differences: keys belong to a principal, so that nobody gets another's answer, and
 * what is cached are bytes with the versions of {@link Cache}. Routes ask for it with `@CacheResponse`.
 */
@Injectable()
export class ResponseCacheInterceptor extends CacheInterceptor {
  constructor(
    @Inject(CACHE_MANAGER) manager: unknown,
    reflector: Reflector,
    private readonly cache: Cache,
    @Optional() @Inject(CACHE_IDENTITY) private readonly identify?: IdentifyForCache,
  ) {
    super(manager, reflector);
  }

  override async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const settings = this.reflector.get<ResponseCacheSettings | undefined>(
      RESPONSE_CACHE,
      context.getHandler(),
    );
    const key = settings && this.keyOf(context, settings);
    if (!settings || !key) return next.handle();
    const { refresh, maxStaleMs } = parseCacheControl(request.headers['cache-control']);
    const options: LoadOptions = {
      refresh,
      // What somebody sees of dashboards and users may be taken away: that counts at once, whatever the client takes.
      maxStaleMs: key.class === 'catalog' ? maxStaleMs : undefined,
      tags: [`organization:${key.organizationId}`, ...settings.tags(request)],
    };
    try {
      const result = await this.cache.getOrLoad(key, options, () => this.handle(next, reply));
      return from([sendCached(request, reply, new CachedResult(result))]);
    } catch (error) {
      if (error instanceof NotCacheable) return error.reply === reply ? from([error.value]) : next.handle();
      throw error;
    }
  }

  private keyOf(context: ExecutionContext, settings: ResponseCacheSettings): CacheKey | undefined {
    if (!this.isRequestCacheable(context)) return undefined;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const identity = this.identify?.(request);
    return identity && { class: settings.responseClass, ...identity, request: request.url };
  }

  private async handle(next: CallHandler, reply: FastifyReply): Promise<Loaded> {
    const value: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    const json = cacheable(value, reply) ? JSON.stringify(value) : undefined;
    if (json === undefined) throw new NotCacheable(reply, value);
    return { bytes: Buffer.from(json), etag: reply.getHeader('etag') as string | undefined };
  }
}

function cacheable(value: unknown, reply: FastifyReply): boolean {
  return reply.statusCode === 200 && !(value instanceof StreamableFile) && !Buffer.isBuffer(value);
}
