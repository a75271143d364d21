import { type ExecutionContext, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { RateLimiter } from './rate-limiter';
import type { RateWindow } from './rate-policy';
import { RequestLimits } from './request-limits';
import { type RatedRequest, RequestRate } from './request-rate';

/** The counting of requests, for whoever lets somebody do something. */
@Module({
  providers: [RateLimiter, RequestLimits, RequestRate],
  exports: [RateLimiter, RequestLimits, RequestRate],
})
export class LimitsModule {}

/** @nestjs/throttler, counting as {@link LimitsModule} does. */
export const throttlerModule = ThrottlerModule.forRootAsync({
  imports: [LimitsModule],
  inject: [RateLimiter, RequestRate],
  useFactory: (storage: RateLimiter, rate: RequestRate) => {
    const windowOf = (context: ExecutionContext): RateWindow | undefined => {
      const request = context.switchToHttp().getRequest<RatedRequest>();
      return rate.counterOf(request, request.user)?.policy.limited[0];
    };
    return {
      storage,
      setHeaders: false,
      throttlers: [
        {
          name: 'requests',
          limit: (context) => windowOf(context)?.limit ?? 0,
          ttl: (context) => windowOf(context)?.ms ?? 0,
        },
      ],
    };
  },
});
