import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CachedResult } from './cached-result';
import { sendCached } from './send-cached';

/**
 * Sends a handler's {@link CachedResult}: bytes, ETag, 304, gzip, `X-Cache` and `Age`. Nothing is serialized or
 * compressed. Any other value passes as it is.
 */
@Injectable()
export class CachedResultInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map((value: unknown) => {
        if (!(value instanceof CachedResult)) return value;
        const http = context.switchToHttp();
        return sendCached(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), value);
      }),
    );
  }
}
