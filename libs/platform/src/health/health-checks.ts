import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { LOGGER } from '../logging/logger-token';
import type { HealthCheck } from './health-check';

/** How one check went. */
export interface HealthResult {
  name: string;
  status: 'up' | 'down';
  /** Milliseconds. */
  tookMs: number;
  /** Why it is down, without particulars; absent when it is up. */
  reason?: string;
}

/** Longest that readiness waits for one check. */
export const CHECK_TIMEOUT_MS = 2_000;

/**
 * What readiness depends on. Whoever owns a dependency registers a check for it when it starts.
 * A check that still runs is not started again, so probes never pile up on a dependency that hangs.
 */
@Injectable()
export class HealthChecks {
  private readonly checks: HealthCheck[] = [];
  private readonly running = new Map<HealthCheck, Promise<unknown>>();

  constructor(@Inject(LOGGER) private readonly logger: Logger) {}

  register(check: HealthCheck): void {
    if (this.checks.some(({ name }) => name === check.name))
      throw new Error(`There are two health checks "${check.name}".`);
    this.checks.push(check);
  }

  /** Runs all checks at once; answers after {@link CHECK_TIMEOUT_MS} at the latest. */
  run(): Promise<HealthResult[]> {
    return Promise.all(this.checks.map((check) => this.runOne(check)));
  }

  private async runOne(check: HealthCheck): Promise<HealthResult> {
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    const { promise: timeout, resolve } = Promise.withResolvers<'late'>();
    const timer = setTimeout(() => resolve('late'), CHECK_TIMEOUT_MS);
    try {
      const first = await Promise.race([this.start(check), timeout]);
      if (first !== 'late') return { name: check.name, status: 'up', tookMs: took() };
      this.logger.warn({ check: check.name }, 'health check did not answer in time');
      return {
        name: check.name,
        status: 'down',
        tookMs: took(),
        reason: `no answer within ${CHECK_TIMEOUT_MS} ms`,
      };
    } catch (error) {
      this.logger.warn({ check: check.name, err: error }, 'health check failed');
      return { name: check.name, status: 'down', tookMs: took(), reason: 'it failed; the log says why' };
    } finally {
      clearTimeout(timer);
    }
  }

  private start(check: HealthCheck): Promise<unknown> {
    const running = this.running.get(check);
    if (running) return running;
    const started = Promise.resolve()
      .then(() => check.check())
      .finally(() => this.running.delete(check));
    this.running.set(check, started);
    return started;
  }
}
