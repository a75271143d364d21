import { Injectable } from '@nestjs/common';
import { Database, OutboxWake, type SqlExecutor } from '@app/database';
import { AppError, isId } from '@app/platform';
import { Mailer } from '@app/outbound';
import { AuditLog } from '../audit/audit-log';
import { WindowCounter } from '../limits/window-counter';
import type { Principal } from '../principals/principal';
import { AccountTokens } from '../recovery/account-tokens';
import { assertMayHandle } from './admin-rules';
import { assertWithinPolicy } from './assert-within-policy';

const WINDOW_MS = 15 * 60_000;
const MOST_AGAIN = 5;

interface Invited {
  id: string;
  email: string;
  roles: string[];
  status: string;
  dataPolicy: Record<string, string[]> | null;
}

/** Invitations by mail of users who have no password yet. */
@Injectable()
export class InvitationService {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly counter: WindowCounter,
    private readonly audit: AuditLog,
    private readonly wake: OutboxWake,
    private readonly mailer: Mailer,
  ) {}

  /** @throws AppError VALIDATION_FAILED when no mails can be sent */
  assertPossible(): void {
    if (this.mailer.available) return;
    throw AppError.invalid(
      '/password',
      'password is needed (nothing was given): users cannot be invited, as no mails can be sent (SMTP_URL is not set)',
    );
  }

  /** Invites a user, in the transaction that creates it. Poke the outbox after the commit. */
  async invite(tx: SqlExecutor, principal: Principal, user: { id: string; email: string }): Promise<void> {
    await this.tokens.request(tx, 'invitation', { email: user.email, userId: user.id });
    await this.audit.record(tx, principal, {
      action: 'invitation.created',
      subject: { type: 'user', id: user.id },
    });
  }

  /**
   * Sends the invitation again, with a new token; the earlier ones are good for nothing then.
   * @throws AppError NOT_FOUND, CONFLICT unless the user is invited and mails can be sent, INSUFFICIENT_PERMISSIONS,
   * POLICY_VIOLATION, RATE_LIMITED after five in 15 minutes
   */
  async again(principal: Principal, id: string): Promise<void> {
    if (isId(id)) await this.count(`${principal.organizationId}:${id}`);
    await this.database.transaction(async (tx) => {
      const user = await find(tx, principal, id);
      assertMayHandle(principal, user.roles);
      assertWithinPolicy(principal, user.dataPolicy);
      if (user.status !== 'invited') {
        throw new AppError(
          'CONFLICT',
          `This user is ${user.status}; only an invited one can be invited again.`,
        );
      }
      if (!this.mailer.available)
        throw new AppError(
          'CONFLICT',
          'No mails can be sent, as SMTP_URL is not set. Give the user a password.',
        );
      await this.tokens.revoke(tx, user.id);
      await this.invite(tx, principal, user);
    });
    this.wake.poke();
  }

  /** Nobody's mailbox is to be filled by us. */
  private async count(whom: string): Promise<void> {
    const key = `invitation:${whom}`;
    const taken = await this.counter.take({ key, windowMs: WINDOW_MS, limit: MOST_AGAIN });
    if (taken.admitted) return;
    throw new AppError('RATE_LIMITED', `A user is invited at most ${MOST_AGAIN} times in 15 minutes.`, {
      retryAfterSeconds: taken.retryAfterSeconds,
    });
  }
}

async function find(tx: SqlExecutor, principal: Principal, id: string): Promise<Invited> {
  const { rows } = isId(id)
    ? await tx.query<Invited>(
        `SELECT id, email, roles, status, data_policy AS "dataPolicy" FROM users
         WHERE id = $1 AND organization_id = $2 FOR UPDATE`,
        [id, principal.organizationId],
      )
    : { rows: [] };
  if (!rows[0]) throw AppError.notFound('user', id);
  return rows[0];
}
