import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '@app/platform';
import type { KeyLimits, Principal } from '../principals/principal';
import { addressBlock } from './address-block';
import type { LeasedCounter, Verdict } from './leased-counter';
import { type Area, areaPolicies } from './limit-areas';
import { RateLimiter } from './rate-limiter';
import { RatePolicy, type RateWindow, UNLIMITED, WINDOW_MS, type WindowSize } from './rate-policy';
import { rateRefusal } from './rate-refusal';

/**
 * Which counter a request counts in. Whoever lets somebody do something (the HTTP hook, the guard, a resolver, a gateway)
 * takes one from it: `await limits.of(principal, 'requests')?.take()`.
 */
@Injectable()
export class RequestLimits {
  private readonly policies: Record<Area, RatePolicy | undefined>;
  /** Found again without making a key; goes with the principal as it is. */
  private readonly found = new WeakMap<Principal, Map<Area, LeasedCounter>>();
  private readonly ofKeys = new WeakMap<KeyLimits, RatePolicy>();

  constructor(
    config: AppConfig,
    private readonly limiter: RateLimiter,
  ) {
    this.policies = areaPolicies(config);
  }

  /** The counter of a principal: an API key with limits of its own has one for all areas. Undefined = not limited. */
  of(principal: Principal, area: Area): LeasedCounter | undefined {
    const known = this.found.get(principal)?.get(area);
    if (known) return known;
    const counter = this.find(principal, area);
    if (!counter) return undefined;
    const counters = this.found.get(principal) ?? new Map<Area, LeasedCounter>();
    this.found.set(principal, counters.set(area, counter));
    return counter;
  }

  /** The counter of those who show no credential, or a wrong one; they store no points. Undefined = not limited. */
  ofAddress(address: string, area: Area): LeasedCounter | undefined {
    const where = area === 'points' ? 'requests' : area;
    // Addresses are not stored.
    return this.counter(where, `address:${hash('sha256', addressBlock(address), 'base64url')}`);
  }

  /** Counts one message of a principal that comes by another way than HTTP. @throws AppError RATE_LIMITED */
  async count(principal: Principal, area: Area): Promise<void> {
    const counter = this.of(principal, area);
    if (counter) refuse(await counter.take());
  }

  /** Counts a credential of somebody at this address that was not good. @throws AppError RATE_LIMITED */
  async countStranger(address: string): Promise<void> {
    const counter = this.ofAddress(address, 'requests');
    if (counter) refuse(await counter.take());
  }

  /** Whoever guesses credentials is refused before they are looked at. @throws AppError RATE_LIMITED */
  assertNotGuessing(address: string): void {
    const counter = this.ofAddress(address, 'requests');
    if (counter) refuse(counter.peek());
  }

  private find(principal: Principal, area: Area): LeasedCounter | undefined {
    const { kind, id, limits } = principal;
    if (!limits || area === 'probes') return this.counter(area, `${kind}:${id}`);
    let policy = this.ofKeys.get(limits);
    if (!policy) this.ofKeys.set(limits, (policy = keyPolicy(limits)));
    return this.limiter.counter(`key:${id}`, policy);
  }

  private counter(area: Area, who: string): LeasedCounter | undefined {
    const policy = this.policies[area];
    // Probes must be answered, or refused, without asking anybody.
    return policy && this.limiter.counter(`${area}:${who}`, policy, { shared: area !== 'probes' });
  }
}

function refuse({ admitted, policy, retryAfterSeconds }: Verdict): void {
  if (!admitted) throw rateRefusal(policy, retryAfterSeconds);
}

/** Always the same windows: the count of a key goes on when its limits change. */
function keyPolicy({ requestsPerMinute, requestsPerHour, requestsPerDay }: KeyLimits): RatePolicy {
  return new RatePolicy([
    window('minute', requestsPerMinute),
    window('hour', requestsPerHour),
    window('day', requestsPerDay),
  ]);
}

function window(size: WindowSize, limit = UNLIMITED): RateWindow {
  return { name: size, limit, ms: WINDOW_MS[size] };
}
