import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Database, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import { newId } from '@app/platform';
import { Mailer } from '@app/outbound';
import { AuditLog } from '../audit/audit-log';
import { type Guarded, LoginThrottle } from '../limits/login-throttle';
import { PasswordHasher } from '../passwords/password-hasher';
import { assertPassword } from '../passwords/password-rules';
import { SessionEnder } from '../sessions/session-ender';
import { SessionStates } from '../sessions/session-states';
import { normalizeEmail } from '../users/email';
import { AccountTokens, type TokenKind, type TokenOwner, tokenRefused } from './account-tokens';
import { requestPasswordNotice } from './password-notice';
import type { AcceptInvitationDto, ForgotPasswordDto, ResetPasswordDto } from './recovery.dto';

/** Getting into an account by what its mailbox holds: forgotten passwords and invitations. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: Database,
    private readonly tokens: AccountTokens,
    private readonly hasher: PasswordHasher,
    private readonly ender: SessionEnder,
    private readonly states: SessionStates,
    private readonly throttle: LoginThrottle,
    private readonly audit: AuditLog,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly cache: Cache,
    private readonly mailer: Mailer,
  ) {}

  /**
   * Asks for a mail with a token. Whether there is such a user is nothing that this looks at: the worker does, when it
   * sends the mail, so neither the answer nor its time can tell. @throws AppError RATE_LIMITED
   */
  async forgot(input: ForgotPasswordDto, address: string): Promise<void> {
    const email = normalizeEmail(input.email);
    await this.throttle.admit('forgot-password', email, address);
    if (!this.mailer.available) return;
    await this.database.transaction((tx) => this.tokens.request(tx, 'password-reset', { email }));
    this.wake.poke();
  }

  /**
   * Sets a new password and ends all sessions of the user.
   * @throws AppError INVALID_TOKEN, VALIDATION_FAILED for a bad password (the token stays good), RATE_LIMITED, OVERLOADED
   */
  async reset({ token, password }: ResetPasswordDto, address: string): Promise<void> {
    const owner = await this.admit('reset-password', 'password-reset', token, address);
    assertPassword(password, owner.email);
    const passwordHash = await this.hasher.hash(password);
    const ended = await this.database.transaction(async (tx) => {
      await change(
        tx,
        `UPDATE users SET password_hash = $1, version = version + 1, updated_at = now() WHERE id = $2 AND status = 'active'
         RETURNING id`,
        [passwordHash, owner.userId],
      );
      await this.tokens.redeem(tx, 'password-reset', token, owner);
      await requestPasswordNotice(this.outbox, tx, newId(), owner);
      await this.audit.record(tx, actorOf(owner), { action: 'password.reset', ...subjectOf(owner) });
      return this.ender.end(tx, owner);
    });
    this.ender.ended(ended);
    await this.changed(owner);
    await this.throttle.succeeded('login', owner.email);
  }

  /**
   * Makes an invited user active, with a password of its own.
   * @throws AppError as {@link RecoveryService.reset}
   */
  async accept({ token, password, name }: AcceptInvitationDto, address: string): Promise<void> {
    const owner = await this.admit('accept-invitation', 'invitation', token, address);
    assertPassword(password, owner.email);
    const passwordHash = await this.hasher.hash(password);
    await this.database.transaction(async (tx) => {
      await change(
        tx,
        `UPDATE users SET password_hash = $1, name = coalesce($2, name), status = 'active', version = version + 1,
           updated_at = now()
         WHERE id = $3 AND status = 'invited' RETURNING id`,
        [passwordHash, name ?? null, owner.userId],
      );
      await this.tokens.redeem(tx, 'invitation', token, owner);
      await this.outbox.append(tx, {
        topic: 'user.changed',
        subject: owner.userId,
        organizationId: owner.organizationId,
        payload: { userId: owner.userId },
      });
      await this.audit.record(tx, actorOf(owner), { action: 'invitation.accepted', ...subjectOf(owner) });
    });
    await this.changed(owner);
  }

  /** Counts an attempt on the account that a token is for; bad tokens count for the address that sends them. */
  private async admit(what: Guarded, kind: TokenKind, token: string, address: string): Promise<TokenOwner> {
    const owner = await this.tokens.owner(kind, token);
    await this.throttle.admit(what, owner?.userId, address);
    if (!owner) throw tokenRefused();
    return owner;
  }

  private async changed({ userId }: TokenOwner): Promise<void> {
    this.wake.poke();
    this.states.forgetUser(userId);
    await this.cache.invalidateTags([`user:${userId}`]);
  }
}

async function change(tx: SqlExecutor, sql: string, parameters: unknown[]): Promise<void> {
  const { rows } = await tx.query(sql, parameters);
  if (rows.length === 0) throw tokenRefused();
}

function actorOf({ userId: id, organizationId, email }: TokenOwner) {
  return { kind: 'user', id, organizationId, email } as const;
}

function subjectOf({ userId }: TokenOwner) {
  return { subject: { type: 'user', id: userId } };
}
