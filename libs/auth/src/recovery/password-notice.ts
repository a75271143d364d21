import type { Outbox, SqlExecutor } from '@app/database';

/** Asks, in the transaction that changes a password, for the mail that tells its user so. */
export function requestPasswordNotice(
  outbox: Outbox,
  tx: SqlExecutor,
  id: string,
  user: { userId: string; organizationId: string },
): Promise<void> {
  return outbox.append(tx, {
    topic: 'job.requested',
    subject: user.userId,
    organizationId: user.organizationId,
    payload: {
      name: 'send-mail',
      payload: { kind: 'password-changed', id, userId: user.userId },
      jobId: `mail-${id}`,
    },
  });
}
