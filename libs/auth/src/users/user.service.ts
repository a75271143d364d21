import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Orm, Outbox, OutboxWake, type SqlExecutor } from '@app/database';
import {
  AppError,
  assertIfMatch,
  decodeCursor,
  isId,
  newId,
  type Page,
  type PageQuery,
  toPage,
} from '@app/platform';
import { AuditLog } from '../audit/audit-log';
import { PasswordHasher } from '../passwords/password-hasher';
import { assertWithinPolicy } from './assert-within-policy';
import { assertPassword } from '../passwords/password-rules';
import type { Principal } from '../principals/principal';
import { AccountTokens } from '../recovery/account-tokens';
import { requestPasswordNotice } from '../recovery/password-notice';
import { SessionEnder } from '../sessions/session-ender';
import { SessionStates } from '../sessions/session-states';
import { assertAdministered, assertMayHandle, lockAdministration, standingOf } from './admin-rules';
import { normalizeEmail } from './email';
import { InvitationService } from './invitation.service';
import { toUserDto } from './to-user-dto';
import type { CreateUserDto, UpdateUserDto, UserDto } from './user.dto';
import { User } from './user.entity';

const NOBODY = { isAdmin: false, isSuperAdmin: false };

/** The users of the principal's organization. Users of other organizations do not exist for it. */
@Injectable()
export class UserService {
  constructor(
    private readonly orm: Orm,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionEnder,
    private readonly states: SessionStates,
    private readonly outbox: Outbox,
    private readonly cache: Cache,
    private readonly audit: AuditLog,
    private readonly invitations: InvitationService,
    private readonly tokens: AccountTokens,
    private readonly wake: OutboxWake,
  ) {}

  /** Oldest first. */
  list(principal: Principal, query: PageQuery): Promise<Page<UserDto>> {
    const after = decodeCursor(query.cursor);
    return this.orm.read(async (em) => {
      const users = await em.find(
        User,
        { organization: principal.organizationId, ...(after ? { id: { $gt: after } } : {}) },
        { orderBy: { id: 'asc' }, limit: query.limit + 1 },
      );
      return toPage(users, query.limit, toUserDto);
    });
  }

  /** @throws AppError NOT_FOUND */
  get(principal: Principal, id: string): Promise<UserDto> {
    return this.orm.read(async (em) => toUserDto(await find(em, principal, id)));
  }

  /**
   * With a password the user is active at once, without one it is invited by mail.
   * @throws AppError VALIDATION_FAILED, INSUFFICIENT_PERMISSIONS, CONFLICT when the email is taken
   */
  async create(principal: Principal, input: CreateUserDto): Promise<UserDto> {
    assertMayHandle(principal, input.roles);
    const email = normalizeEmail(input.email);
    const { name, roles, password } = input;
    if (password === undefined) this.invitations.assertPossible();
    else assertPassword(password, email);
    const passwordHash = password === undefined ? null : await this.hasher.hash(password);
    const created = await uniqueEmail(email, () =>
      this.orm.transaction(async (em, tx) => {
        const user = em.create(User, {
          organization: principal.organizationId,
          email,
          name,
          roles,
          status: passwordHash === null ? 'invited' : 'active',
          passwordHash,
          // Whoever is restricted makes only users who are.
          dataPolicy: Object.keys(principal.dataPolicy).length > 0 ? principal.dataPolicy : null,
        });
        await em.flush();
        await this.audit.record(tx, principal, {
          action: 'user.created',
          ...subject(user),
          after: audited(user),
        });
        if (passwordHash === null) await this.invitations.invite(tx, principal, user);
        return toUserDto(user);
      }),
    );
    if (passwordHash === null) this.wake.poke();
    return created;
  }

  /**
   * Changes the fields given. A new email, password or status `disabled` ends the user's sessions and takes the worth of
   * whatever mails it has got; new roles count at once.
   * @throws AppError NOT_FOUND, PRECONDITION_FAILED, INSUFFICIENT_PERMISSIONS, CONFLICT (email taken, last admin)
   */
  async update(
    principal: Principal,
    id: string,
    change: UpdateUserDto,
    ifMatch: string | undefined,
  ): Promise<UserDto> {
    const email = change.email === undefined ? undefined : normalizeEmail(change.email);
    const passwordHash = await this.hashForUpdate(principal, id, change.password, email);
    let ended: string[] = [];
    const user = await uniqueEmail(email, () =>
      this.orm.transaction(async (em, tx) => {
        await lockAdministration(em, principal.organizationId);
        const user = await find(em, principal, id, ['passwordHash']);
        assertIfMatch(ifMatch, user.version);
        assertMayHandle(principal, user.roles, change.roles);
        assertWithinPolicy(principal, user.dataPolicy);
        const hasPassword = (passwordHash ?? user.passwordHash ?? null) !== null;
        if (change.status === 'active' && user.status === 'invited' && !hasPassword) {
          throw AppError.invalid('/status', 'an invited user becomes active by accepting the invitation');
        }
        const before = standingOf(user);
        const shownBefore = audited(user);
        const signedOut =
          (email ?? user.email) !== user.email || passwordHash !== undefined || change.status === 'disabled';
        if (email !== undefined) user.email = email;
        if (change.name !== undefined) user.name = change.name;
        if (change.roles !== undefined) user.roles = change.roles;
        if (change.status !== undefined)
          user.status = change.status === 'active' && !hasPassword ? 'invited' : change.status;
        if (passwordHash !== undefined) user.passwordHash = passwordHash;
        await em.flush();
        await assertAdministered(em, principal.organizationId, before, standingOf(user));
        if (signedOut) {
          ended = await this.endSessions(tx, user);
          await this.tokens.revoke(tx, user.id);
        }
        const { organization: organizationId } = user;
        if (passwordHash !== undefined)
          await requestPasswordNotice(this.outbox, tx, newId(), { userId: id, organizationId });
        await this.announce(tx, 'user.changed', user);
        await this.audit.record(tx, principal, {
          action: 'user.updated',
          ...subject(user),
          before: shownBefore,
          after: audited(user),
          ...(passwordHash === undefined ? {} : { detail: { passwordSet: true } }),
        });
        return toUserDto(user);
      }),
    );
    this.sessions.ended(ended);
    this.states.forgetUser(id);
    await this.cache.invalidateTags([`user:${id}`]);
    return user;
  }

  /** Also ends the user's sessions; its dashboards stay without an owner. @throws AppError as {@link UserService.update} */
  async remove(principal: Principal, id: string, ifMatch: string | undefined): Promise<void> {
    const ended = await this.orm.transaction(async (em, tx) => {
      await lockAdministration(em, principal.organizationId);
      const user = await find(em, principal, id);
      assertIfMatch(ifMatch, user.version);
      assertMayHandle(principal, user.roles);
      assertWithinPolicy(principal, user.dataPolicy);
      const before = standingOf(user);
      const sessionIds = await this.endSessions(tx, user);
      await this.announce(tx, 'user.deleted', user);
      await this.audit.record(tx, principal, {
        action: 'user.deleted',
        ...subject(user),
        before: audited(user),
      });
      em.remove(user);
      await em.flush();
      await assertAdministered(em, principal.organizationId, before, NOBODY);
      return sessionIds;
    });
    this.sessions.ended(ended);
    this.states.forgetUser(id);
    // Whatever the user owned now says that nobody does.
    await this.cache.invalidateTags([`user:${id}`, `organization:${principal.organizationId}`]);
  }

  private announce(tx: SqlExecutor, topic: 'user.changed' | 'user.deleted', user: User): Promise<void> {
    const event = { subject: user.id, organizationId: user.organization, payload: { userId: user.id } };
    return this.outbox.append(tx, { topic, ...event });
  }

  private endSessions(tx: SqlExecutor, user: User): Promise<string[]> {
    return this.sessions.end(tx, { userId: user.id, organizationId: user.organization });
  }

  /** Hashing takes its time, so it happens before any lock is held. */
  private async hashForUpdate(
    principal: Principal,
    id: string,
    password: string | undefined,
    email: string | undefined,
  ): Promise<string | undefined> {
    if (password === undefined) return undefined;
    assertPassword(password, email ?? (await this.get(principal, id)).email);
    return this.hasher.hash(password);
  }
}

async function find(
  em: EntityManager,
  principal: Principal,
  id: string,
  populate: 'passwordHash'[] = [],
): Promise<User> {
  const where = { id, organization: principal.organizationId };
  const user = isId(id) ? await em.findOne(User, where, { populate }) : null;
  if (!user) throw AppError.notFound('user', id);
  return user;
}

function subject(user: User): { subject: { type: string; id: string } } {
  return { subject: { type: 'user', id: user.id } };
}

function audited({ email, name, roles, status, dataPolicy }: User): object {
  return { email, name, roles: [...roles], status, dataPolicy };
}

async function uniqueEmail<T>(email: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw new AppError('CONFLICT', `There is a user with the email ${JSON.stringify(email)} already.`, {
      cause: error,
    });
  }
}
