import type { EntityManager } from '@mikro-orm/postgresql';
import { AppError } from '@app/platform';
import type { Principal } from '../principals/principal';
import { permissionsOf } from '../principals/roles';
import type { User } from './user.entity';

/** Serializes whatever could take the last super_admin away: "supadmin" read as base 36, cut to an int. */
const SUPER_ADMIN_LOCK = 1_213_946_071;

/** The facts of a user that administration rests on, before or after a change. */
export interface Standing {
  isAdmin: boolean;
  isSuperAdmin: boolean;
}

/** How a user stands; a user that cannot sign in administers nothing. */
export function standingOf(user: Pick<User, 'status' | 'roles'>): Standing {
  const active = user.status === 'active';
  const isSuperAdmin = active && user.roles.includes('super_admin');
  return { isAdmin: isSuperAdmin || (active && user.roles.includes('admin')), isSuperAdmin };
}

/**
 * Nobody gives roles that allow more than it may do itself, nor changes a user who has them, whose password it could set
 * otherwise. Only a super_admin touches super_admins or makes one.
 * @param roles those that a user has, or is to get
 * @throws AppError INSUFFICIENT_PERMISSIONS
 */
export function assertMayHandle(principal: Principal, ...roles: (readonly string[] | undefined)[]): void {
  if (principal.kind === 'system') return;
  const all = roles.flatMap((each) => each ?? []);
  if (all.includes('super_admin') && !principal.roles?.includes('super_admin')) {
    throw new AppError(
      'INSUFFICIENT_PERMISSIONS',
      'Only a super_admin can create, change or delete a super_admin.',
    );
  }
  const beyond = permissionsOf(all).find((permission) => !principal.permissions.has(permission));
  if (beyond === undefined) return;
  throw new AppError(
    'INSUFFICIENT_PERMISSIONS',
    `You lack the permission ${beyond}, so you can neither give a role that has it nor handle a user with one.`,
  );
}

/** Takes the lock under which the number of super_admins cannot change behind our back. */
export async function lockSuperAdministration(em: EntityManager): Promise<void> {
  await em.execute('SELECT pg_advisory_xact_lock(?)', [SUPER_ADMIN_LOCK]);
}

/** After something was deleted: the platform still has a super_admin. @throws AppError CONFLICT */
export async function assertSuperAdministered(em: EntityManager): Promise<void> {
  if (await exists(em, `roles && '{super_admin}'`, [])) return;
  throw new AppError('CONFLICT', 'This is the last active super_admin. Make another user super_admin first.');
}

/** Takes the locks under which the number of administrators cannot change behind our back. First statement of a change. */
export async function lockAdministration(em: EntityManager, organizationId: string): Promise<void> {
  await lockSuperAdministration(em);
  await em.execute('SELECT id FROM organization WHERE id = ? FOR NO KEY UPDATE', [organizationId]);
}

/**
 * After a change has been written: the organization still has an admin and the platform a super_admin, unless they had
 * none before. @throws AppError CONFLICT
 */
export async function assertAdministered(
  em: EntityManager,
  organizationId: string,
  before: Standing,
  after: Standing,
): Promise<void> {
  if (
    before.isAdmin &&
    !after.isAdmin &&
    !(await exists(em, `organization_id = ? AND roles && '{admin,super_admin}'`, [organizationId]))
  ) {
    throw new AppError(
      'CONFLICT',
      'This is the last active admin of the organization. Make another user admin first.',
    );
  }
  if (before.isSuperAdmin && !after.isSuperAdmin) await assertSuperAdministered(em);
}

async function exists(em: EntityManager, condition: string, parameters: unknown[]): Promise<boolean> {
  const rows = await em.execute<{ id: string }[]>(
    `SELECT id FROM users WHERE status = 'active' AND ${condition} LIMIT 1`,
    parameters,
  );
  return rows.length > 0;
}
