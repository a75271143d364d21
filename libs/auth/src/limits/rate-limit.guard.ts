import { type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { isResolver } from '../guard/request-of';
import type { LeasedCounter } from './leased-counter';
import { type RatedRequest, RequestRate } from './request-rate';

/**
 * Counts the requests whose principal only the guard before this one could tell. All others were counted by the hook
 * that every request passes, before their body was read; nothing is counted twice.
 */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    private readonly rate: RequestRate,
  ) {
    super(options, storage, reflector);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    // Fields are not requests: those that compute something count it themselves.
    if (isResolver(context)) return true;
    const { req, res } = this.getRequestResponse(context);
    const request = req as RatedRequest;
    if (request.rated) return true;
    request.rated = true;
    const counter = this.rate.counterOf(request, request.user);
    if (!counter) return true;
    try {
      return await super.canActivate(context);
    } finally {
      this.rate.tell(res as FastifyReply, counter.peek());
    }
  }

  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    return this.counterOf(request).key;
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async throwThrottlingException(
    context: ExecutionContext,
    { timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<void> {
    const { policy } = this.counterOf(this.getRequestResponse(context).req);
    throw this.rate.refusal(policy, timeToBlockExpire);
  }

  /** Only asked for requests that have one. */
  private counterOf(request: Record<string, unknown>): LeasedCounter {
    const rated = request as unknown as RatedRequest;
    return this.rate.counterOf(rated, rated.user) as LeasedCounter;
  }
}
