import type { Permission, Principal } from '@app/auth';
import { AppError } from '@app/platform';

/** For what an action needs besides the permission that its route declares. @throws AppError 403 */
export function assertPermission(principal: Principal, permission: Permission): void {
  if (principal.permissions.has(permission)) return;
  throw new AppError(
    'INSUFFICIENT_PERMISSIONS',
    `This needs the permission ${permission}, which you do not have.`,
  );
}
