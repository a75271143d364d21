import { Injectable } from '@nestjs/common';
import type { AppError } from '@app/platform';
import type { FastifyReply } from 'fastify';
import type { AuthenticatedRequest } from '../principals/current-principal';
import type { Principal } from '../principals/principal';
import type { LeasedCounter, Verdict } from './leased-counter';
import { areaOf } from './limit-areas';
import type { RatePolicy } from './rate-policy';
import { rateRefusal } from './rate-refusal';
import { RequestLimits } from './request-limits';

/** Fastify's request, with what the counting of requests keeps on it. */
export interface RatedRequest extends AuthenticatedRequest {
  /** It has been counted, or needs not be. */
  rated?: boolean;
  /** Who makes it, as far as that was known when it was counted; the guard decides what it may do. */
  caller?: Principal | undefined;
}

/** The counting of HTTP requests: which counter, which headers, which refusal. */
@Injectable()
export class RequestRate {
  constructor(private readonly limits: RequestLimits) {}

  /** The counter of a request: its principal's, else that of its address. Undefined = not limited. */
  counterOf(request: RatedRequest, principal: Principal | undefined): LeasedCounter | undefined {
    const area = areaOf(request.method, request.routeOptions.url);
    return principal ? this.limits.of(principal, area) : this.limits.ofAddress(request.ip, area);
  }

  /** The counter of a principal's requests of a route, whatever they are. Undefined = not limited. */
  counterOfRoute(principal: Principal, method: string, route: string): LeasedCounter | undefined {
    return this.limits.of(principal, areaOf(method, route));
  }

  /** Says in the answer's headers what is left. */
  tell(reply: FastifyReply, verdict: Verdict): void {
    void reply.headers(this.headersOf(verdict));
  }

  /** What the answer says of what is left. */
  headersOf({ header, policy }: Verdict): { 'ratelimit-policy': string; ratelimit: string } {
    return { 'ratelimit-policy': policy.header, ratelimit: header };
  }

  /** The error of a request that is refused. */
  refusal(policy: RatePolicy, retryAfterSeconds: number): AppError {
    return rateRefusal(policy, retryAfterSeconds);
  }
}
