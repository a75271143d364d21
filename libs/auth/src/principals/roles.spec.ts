import { PERMISSIONS } from './permission';
import { permissionsOf } from './roles';

describe('permissionsOf', () => {
  it.each([
    [['super_admin'], 'organization:delete', true],
    [['admin'], 'user:write', true],
    [['admin'], 'organization:read', false],
    [['analyst'], 'data:write', true],
    [['analyst'], 'dashboard:export', true],
    [['analyst'], 'alert:delete', true],
    [['analyst'], 'user:read', false],
    [['analyst'], 'api-key:read', false],
    [['viewer'], 'data:read', true],
    [['viewer'], 'data:write', false],
    [['viewer'], 'dashboard:export', false],
    [['viewer', 'analyst'], 'data:write', true],
    [[], 'dashboard:read', false],
    [['root', '__proto__', 'constructor'], 'dashboard:read', false],
  ] as const)('%j %s → %s', (roles, permission, allowed) => {
    expect(permissionsOf(roles).includes(permission)).toBe(allowed);
  });

  it('gives super_admin every permission once', () => {
    expect(permissionsOf(['super_admin', 'admin', 'viewer'])).toEqual(PERMISSIONS);
  });
});
