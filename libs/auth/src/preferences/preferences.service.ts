import { isDeepStrictEqual } from 'node:util';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Cache } from '@app/cache';
import { Orm, Outbox, OutboxWake } from '@app/database';
import { AppError, assertIfMatch, isId, textErrors } from '@app/platform';
import type { Permission } from '../principals/permission';
import type { Principal } from '../principals/principal';
import { assertMayHandle } from '../users/admin-rules';
import { assertWithinPolicy } from '../users/assert-within-policy';
import { User } from '../users/user.entity';
import { canonicalLocale, canonicalTimezone } from './canonical-names';
import { DashboardDirectory } from './dashboard-directory';
import type { PreferencesDto, PreferencesFieldsDto } from './preferences.dto';
import { UserPreferences } from './user-preferences.entity';

const MOST_SETTINGS_BYTES = 8_192;

type Fields = Required<PreferencesFieldsDto>;

/** Preferences and what tells this state of them from another: their ETag without the quotes. */
export interface VersionedPreferences {
  preferences: PreferencesDto;
  revision: string;
}

/** How users want to see things. Everybody has their own; administrators reach those of their organization's users. */
@Injectable()
export class PreferencesService {
  constructor(
    private readonly orm: Orm,
    private readonly dashboards: DashboardDirectory,
    private readonly outbox: Outbox,
    private readonly wake: OutboxWake,
    private readonly cache: Cache,
  ) {}

  /** @throws AppError NOT_FOUND for a user who is absent or none of the principal's business */
  get(principal: Principal, userId: string): Promise<VersionedPreferences> {
    return this.orm.read(async (em) => {
      const user = await findUser(em, principal, userId, 'user:read');
      return this.show(em, user, await em.findOne(UserPreferences, { userId }));
    });
  }

  /**
   * Replaces them; what is absent gets its default.
   * @throws AppError VALIDATION_FAILED, NOT_FOUND, PRECONDITION_FAILED, UNKNOWN_REFERENCE for a dashboard that the user
   *   does not see, and for others' preferences INSUFFICIENT_PERMISSIONS and POLICY_VIOLATION
   */
  async put(
    principal: Principal,
    userId: string,
    input: PreferencesFieldsDto,
    ifMatch: string | undefined,
  ): Promise<VersionedPreferences> {
    const fields = parse(input);
    const result = await this.orm.transaction(async (em, tx) => {
      const user = await findUser(em, principal, userId, 'user:write', LockMode.PESSIMISTIC_WRITE);
      if (user.id !== principal.id) {
        assertMayHandle(principal, user.roles);
        assertWithinPolicy(principal, user.dataPolicy);
      }
      const before = await em.findOne(UserPreferences, { userId });
      assertIfMatch(ifMatch, (await this.show(em, user, before)).revision);
      await this.assertVisible(em, user, fields.defaultDashboardId);
      const row = before ?? em.create(UserPreferences, { userId, ...fields });
      if (before) assignChanged(before, fields);
      await em.flush();
      const event = { subject: userId, organizationId: user.organization, payload: { userId } };
      await this.outbox.append(tx, { topic: 'user.changed', ...event });
      return this.show(em, user, row);
    });
    await this.cache.invalidateTags([`user:${userId}`]);
    this.wake.poke();
    return result;
  }

  /** A dashboard that the user does not see is not shown, and makes another revision: it may come and go by itself. */
  private async show(
    em: EntityManager,
    user: User,
    row: UserPreferences | null,
  ): Promise<VersionedPreferences> {
    const stored = row?.defaultDashboardId ?? null;
    const defaultDashboardId = stored !== null && (await this.sees(em, user, stored)) ? stored : null;
    const { theme, locale, timezone, weekStart, settings } = row ?? parse({});
    return {
      preferences: {
        theme,
        locale: locale ?? null,
        timezone: timezone ?? null,
        weekStart,
        defaultDashboardId,
        settings,
        updatedAt: row?.updatedAt ?? null,
      },
      revision: [row?.version ?? 0, ...(defaultDashboardId === null ? [] : [defaultDashboardId])].join('-'),
    };
  }

  private async assertVisible(em: EntityManager, user: User, dashboardId: string | null): Promise<void> {
    if (dashboardId === null || (await this.sees(em, user, dashboardId))) return;
    const message = `defaultDashboardId must be a dashboard that the user can see (given: ${JSON.stringify(dashboardId)})`;
    throw new AppError('UNKNOWN_REFERENCE', message, {
      errors: [{ pointer: '/defaultDashboardId', message }],
    });
  }

  private sees(em: EntityManager, { id, organization, roles }: User, dashboardId: string): Promise<boolean> {
    const viewer = { kind: 'user', id, organizationId: organization, roles } as const;
    return this.dashboards.isVisible(em, viewer, dashboardId);
  }
}

/** The user, if it is the principal itself or the principal has the permission; all others are as good as absent. */
async function findUser(
  em: EntityManager,
  principal: Principal,
  id: string,
  permission: Permission,
  lockMode?: LockMode.PESSIMISTIC_WRITE,
): Promise<User> {
  const isSelf = principal.kind === 'user' && principal.id === id;
  const mayLook = isId(id) && (isSelf || principal.permissions.has(permission));
  const user = mayLook
    ? await em.findOne(User, { id, organization: principal.organizationId }, { lockMode })
    : null;
  if (!user) throw AppError.notFound('user', id);
  return user;
}

/** The fields with their defaults, names as they are written. @throws AppError VALIDATION_FAILED */
function parse(input: PreferencesFieldsDto): Fields {
  const { theme = 'system', weekStart = 'monday', settings = {} } = input;
  const errors = textErrors(settings, '/settings');
  const bytes = Buffer.byteLength(JSON.stringify(settings));
  if (bytes > MOST_SETTINGS_BYTES) {
    const message = `settings must have at most ${MOST_SETTINGS_BYTES} bytes as JSON (given: ${bytes})`;
    errors.push({ pointer: '/settings', message });
  }
  const [first] = errors;
  if (first) throw new AppError('VALIDATION_FAILED', `${first.pointer}: ${first.message}`, { errors });
  return {
    theme,
    locale: (input.locale && canonicalLocale(input.locale)) ?? null,
    timezone: (input.timezone && canonicalTimezone(input.timezone)) ?? null,
    weekStart,
    defaultDashboardId: input.defaultDashboardId?.toLowerCase() ?? null,
    settings,
  };
}

/** Assigns only what differs, so that a request which changes nothing makes no new version. */
function assignChanged(row: UserPreferences, fields: Fields): void {
  for (const [name, value] of Object.entries(fields)) {
    const current: unknown = row[name as keyof Fields] ?? null;
    if (!isDeepStrictEqual(current, value)) Object.assign(row, { [name]: value });
  }
}
