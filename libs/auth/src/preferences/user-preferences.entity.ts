import { defineEntity, p } from '@mikro-orm/core';
import { baseProperties } from '@app/database';
import { User } from '../users/user.entity';

export const THEMES = ['light', 'dark', 'system'] as const;
export type Theme = (typeof THEMES)[number];

export const WEEK_STARTS = ['monday', 'sunday'] as const;
export type WeekStart = (typeof WEEK_STARTS)[number];

const { createdAt, updatedAt, version } = baseProperties;

const UserPreferencesSchema = defineEntity({
  name: 'UserPreferences',
  tableName: 'user_preferences',
  properties: {
    userId: () =>
      p
        .manyToOne(User)
        .mapToPk()
        .primary()
        .joinColumn('user_id')
        .deleteRule('cascade')
        .updateRule('no action')
        .index(false),
    theme: p.string().length(20).$type<Theme>(),
    locale: p.string().length(100).nullable(),
    timezone: p.string().length(100).nullable(),
    weekStart: p.string().length(20).$type<WeekStart>(),
    /** May name a dashboard that is gone or that the user no longer sees: it is shown only while the user sees it. */
    defaultDashboardId: p.uuid().nullable(),
    settings: p.json<Record<string, unknown>>(),
    createdAt,
    updatedAt,
    version,
  },
});

/** How a user wants to see things. A row of its own, so that a theme is no new version of the account. */
export class UserPreferences extends UserPreferencesSchema.class {}
UserPreferencesSchema.setClass(UserPreferences);
