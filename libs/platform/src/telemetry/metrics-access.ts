import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app-config';
import { AppError } from '../errors/app-error';
import { OperatorAccess, type CredentialHeaders } from './operator-access';

/** Who may read /metrics: whoever has METRICS_TOKEN, and administrators. */
@Injectable()
export class MetricsAccess {
  constructor(
    private readonly config: AppConfig,
    private readonly operators: OperatorAccess,
  ) {}

  /** @throws AppError 401 without a good credential, 403 for one that is no administrator's */
  async assertAllowed(headers: CredentialHeaders): Promise<void> {
    if (this.hasToken(headers.authorization)) return;
    if (await this.operators.isAdministrator(headers)) return;
    throw new AppError('INSUFFICIENT_PERMISSIONS', 'Metrics are for administrators and METRICS_TOKEN.');
  }

  private hasToken(authorization: string | undefined): boolean {
    const expected = this.config.metricsToken;
    if (expected === undefined || authorization === undefined) return false;
    return timingSafeEqual(digest(authorization), digest(`Bearer ${expected}`));
  }
}

/** Of equal length whatever the text, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
