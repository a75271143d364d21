import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AuditLog } from '../audit/audit-log';
import { WindowCounter } from '../limits/window-counter';
import { SELF_ORGANIZATION_ID } from '../organizations/self-organization';

const WINDOW_MS = 15 * 60_000;
/** Rows of one organization in one window: a flood must not fill the disk. */
const MOST_ROWS = 1_000;
const EACH_UNTIL = 5;

/**
 * Failed logins in the audit log: of every account the first five in 15 minutes, then the 8th, 16th, 32nd and so on,
 * and at most 1,000 rows per organization in that time. What concerns no account goes to Vitrine's own organization.
 */
@Injectable()
export class FailedLogins {
  constructor(
    private readonly database: Database,
    private readonly counter: WindowCounter,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Does the same whether there is such an account or not, so that the time taken does not tell.
   * @param attempt how many there have been on this email in this window
   * @param during where a password was wrong: a change asks for the current one
   */
  async record(
    account: { id: string; organizationId: string } | undefined,
    attempt: number,
    during: 'login' | 'password-change' = 'login',
  ): Promise<void> {
    if (!isNoteworthy(attempt)) return;
    const organizationId = account?.organizationId ?? SELF_ORGANIZATION_ID;
    const key = `audit-failed-login:${organizationId}`;
    const { admitted } = await this.counter.take({ key, windowMs: WINDOW_MS, limit: MOST_ROWS });
    if (!admitted) return;
    await this.audit.record(
      this.database,
      { kind: 'anonymous', id: null, organizationId },
      {
        action: 'login.failed',
        ...(account ? { subject: { type: 'user', id: account.id } } : {}),
        detail: { during, attempt, knownAccount: account !== undefined },
      },
    );
  }
}

/** Whether the n-th failure is written down. */
export function isNoteworthy(attempt: number): boolean {
  return attempt <= EACH_UNTIL || Number.isInteger(Math.log2(attempt));
}
