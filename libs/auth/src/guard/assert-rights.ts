import { AppError } from '@app/platform';
import type { Permission } from '../principals/permission';
import type { Principal } from '../principals/principal';

/**
 * By the template of the route that was found, whatever the URL looks like.
 * @throws AppError ENDPOINT_NOT_ALLOWED
 */
export function assertEndpoint(
  method: string,
  template: string | undefined,
  { endpoints }: Pick<Principal, 'endpoints'>,
): void {
  if (!endpoints || endpoints.allow(method, template)) return;
  throw new AppError(
    'ENDPOINT_NOT_ALLOWED',
    `${method} ${template ?? ''} is not among the allowedEndpoints of this API key.`,
  );
}

/** @throws AppError INSUFFICIENT_PERMISSIONS */
export function assertHas(permission: Permission, { permissions }: Pick<Principal, 'permissions'>): void {
  if (permissions.has(permission)) return;
  throw new AppError(
    'INSUFFICIENT_PERMISSIONS',
    `This needs the permission ${permission}, which you do not have.`,
  );
}

/** What embed tokens are told wherever they are not meant. */
export function notForEmbeds(): AppError {
  return new AppError('INSUFFICIENT_PERMISSIONS', 'An embed token shows its dashboard and nothing else.');
}
