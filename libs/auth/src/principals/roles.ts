import { type Permission, PERMISSIONS } from './permission';

/** The roles that a user can have, from most to least powerful. */
export const ROLES = ['super_admin', 'admin', 'analyst', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** What a role is for, and what it allows. */
export interface RoleSpec {
  description: string;
  permissions: readonly Permission[];
}

const resource = (permission: Permission): string => permission.slice(0, permission.indexOf(':'));
const allOf = (...resources: string[]): Permission[] =>
  PERMISSIONS.filter((each) => resources.includes(resource(each)));

/** The one table of roles and what they may do. */
export const ROLE_SPECS: Readonly<Record<Role, RoleSpec>> = {
  super_admin: {
    description: 'Everything, in every organization.',
    permissions: PERMISSIONS,
  },
  admin: {
    description: 'Everything in its own organization.',
    permissions: PERMISSIONS.filter((each) => resource(each) !== 'organization'),
  },
  analyst: {
    description:
      'Reads, writes, deletes and exports dashboards, widgets and the data it may see; manages alerts.',
    permissions: allOf('dashboard', 'widget', 'data', 'export', 'alert'),
  },
  viewer: {
    description: 'Reads dashboards, widgets and data.',
    permissions: ['dashboard:read', 'widget:read', 'data:read'],
  },
};

/** Whether a text names a role. Stored roles of a later version are ignored, not trusted. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLE_SPECS, text);
}

/** Union of what the roles allow, in the order of {@link PERMISSIONS}. Unknown roles allow nothing. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  const allowed = new Set(roles.filter(isRole).flatMap((role) => ROLE_SPECS[role].permissions));
  return PERMISSIONS.filter((permission) => allowed.has(permission));
}
