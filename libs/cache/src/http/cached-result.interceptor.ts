import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import { CachedResult } from './cached-result';
import { HitLane } from './hit-lane';
import { sendCached } from './send-cached';

/**
 * Sends a handler's {@link CachedResult}: bytes, ETag, 304, gzip, `X-Cache` and `Age`. Nothing is serialized or
 * compressed. Any other value passes as it is. What may be repeated goes to the {@link HitLane}.
 */
@Injectable()
export class CachedResultInterceptor implements NestInterceptor {
  constructor(private readonly lane: HitLane) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const since = this.lane.now;
    return next.handle().pipe(
      map((value: unknown) => {
        if (!(value instanceof CachedResult)) return value;
        const http = context.switchToHttp();
        const request = http.getRequest<FastifyRequest & { user?: object }>();
        if (request.user) this.lane.remember(request.user, request, value, since);
        return sendCached(request, http.getResponse<FastifyReply>(), value);
      }),
    );
  }
}
