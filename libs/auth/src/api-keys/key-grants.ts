import { PERMISSIONS, type Permission } from '../principals/permission';

/** Who manages users, keys and tenants is a person: a key that leaked must not be able to make itself others. */
const NEVER = new Set(['user', 'api-key', 'organization']);

/** Whether an API key can have this permission at all. */
export function isForKeys(permission: string): boolean {
  return !NEVER.has(permission.slice(0, permission.indexOf(':')));
}

/** Every permission that an API key can have. */
export const KEY_PERMISSIONS: readonly Permission[] = PERMISSIONS.filter(isForKeys);
