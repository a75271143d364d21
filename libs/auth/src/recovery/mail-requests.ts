import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { Clock, runWithContext } from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import { AccountTokens, STATUS_FOR, type TokenKind, tokenHash } from './account-tokens';

/** So many unused tokens of one user count at once; who asks for more has them all in the mailbox. */
const MOST_TOKENS = 5;

/** What a mail needs to know. */
export interface MailRequest {
  email: string;
  /** Name of the user's organization. */
  organization: string;
  token: string;
}

interface Recipient {
  id: string;
  organizationId: string;
  organization: string;
  email: string;
}

interface Request {
  requestId: string | null;
  address: string | null;
  isNew: boolean;
}

/** Mails that were asked for, as the worker finds them when it sends them. */
@Injectable()
export class MailRequests {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Undefined when nobody is to get a mail: no such user, no longer invited, too late, or too many already. */
  resolve(kind: TokenKind, id: string): Promise<MailRequest | undefined> {
    return this.database.transaction(async (tx) => {
      const token = this.tokens.tokenOf(id);
      const recipient = await lockRecipient(tx, kind, id);
      const request = recipient && (await this.assign(tx, kind, id, recipient.id, tokenHash(token)));
      if (!request) {
        // Nothing tells afterwards for which emails somebody has asked in vain.
        await tx.query('DELETE FROM account_token WHERE id = $1', [id]);
        return undefined;
      }
      if (kind === 'password-reset' && request.isNew) await this.record(tx, request, recipient);
      return { email: recipient.email, organization: recipient.organization, token };
    });
  }

  private async assign(
    tx: SqlExecutor,
    kind: TokenKind,
    id: string,
    userId: string,
    hash: Buffer,
  ): Promise<Request | undefined> {
    const { rows } = await tx.query<Request>(
      `UPDATE account_token new SET user_id = $1, hash = $2
       FROM account_token old
       WHERE new.id = $3 AND old.id = new.id AND new.kind = $4 AND new.expires_at > $5
         AND (SELECT count(*) FROM account_token other
              WHERE other.user_id = $6 AND other.kind = $7 AND other.hash IS NOT NULL
                AND other.expires_at > $8 AND other.id <> $9) < $10
       RETURNING new.request_id AS "requestId", new.address, old.hash IS NULL AS "isNew"`,
      [userId, hash, id, kind, this.clock.now(), userId, kind, this.clock.now(), id, MOST_TOKENS],
    );
    return rows[0];
  }

  private record(tx: SqlExecutor, { requestId, address }: Request, user: Recipient): Promise<void> {
    const context = { requestId: requestId ?? '', address: address ?? undefined };
    return runWithContext(context, () =>
      this.audit.record(
        tx,
        { kind: 'anonymous', id: null, organizationId: user.organizationId },
        { action: 'password.reset-requested', subject: { type: 'user', id: user.id } },
      ),
    );
  }
}

/** The user whom a mail is for. The row lock keeps several mails for one user from passing the limit together. */
async function lockRecipient(tx: SqlExecutor, kind: TokenKind, id: string): Promise<Recipient | undefined> {
  const { rows } = await tx.query<Recipient>(
    `SELECT u.id, u.organization_id AS "organizationId", o.name AS organization, u.email
     FROM users u JOIN organization o ON o.id = u.organization_id
     WHERE u.status = $1 AND u.email = (SELECT email FROM account_token WHERE id = $2)
     FOR NO KEY UPDATE OF u`,
    [STATUS_FOR[kind], id],
  );
  return rows[0];
}
