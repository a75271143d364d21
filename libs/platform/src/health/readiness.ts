import { Injectable } from '@nestjs/common';
import { AppError } from '../errors/app-error';
import { Lifecycle } from '../lifecycle';
import { HealthChecks, type HealthResult } from './health-checks';

const RETRY_AFTER_SECONDS = 2;

/** Whether this process may be given work. */
@Injectable()
export class Readiness {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly checks: HealthChecks,
  ) {}

  /**
   * @throws AppError 503 SHUTTING_DOWN once the process drains, 503 DEPENDENCY_UNAVAILABLE when a check fails; its
   * `errors` name each failed check by `/checks/<name>`
   */
  async assertReady(): Promise<{ status: 'ready'; checks: HealthResult[] }> {
    if (this.lifecycle.draining) {
      throw new AppError('SHUTTING_DOWN', 'This process finishes what it has and then stops.', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
    }
    const checks = await this.checks.run();
    const failed = checks.filter(({ status }) => status === 'down');
    if (failed.length === 0) return { status: 'ready', checks };
    throw new AppError(
      'DEPENDENCY_UNAVAILABLE',
      checks.map(({ name, status }) => `${name}: ${status}`).join(', '),
      {
        errors: failed.map(({ name, reason = 'down' }) => ({ pointer: `/checks/${name}`, message: reason })),
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      },
    );
  }
}
