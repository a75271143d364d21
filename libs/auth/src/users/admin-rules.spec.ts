import type { Permission } from '../principals/permission';
import type { Principal } from '../principals/principal';
import { permissionsOf, type Role } from '../principals/roles';
import { assertMayHandle } from './admin-rules';

function principal(kind: Principal['kind'], permissions: Iterable<Permission>, roles?: Role[]): Principal {
  return { kind, id: 'p', organizationId: 'o', permissions: new Set(permissions), dataPolicy: {}, roles };
}

const user = (role: Role): Principal => principal('user', permissionsOf([role]), [role]);
const key = (...permissions: Permission[]): Principal => principal('apiKey', permissions);

describe('assertMayHandle', () => {
  it.each([
    ['an admin an admin', user('admin'), ['admin']],
    ['a super_admin a super_admin', user('super_admin'), ['super_admin']],
    [
      'a key a viewer, with what a viewer may',
      key('user:write', 'dashboard:read', 'widget:read', 'data:read'),
      ['viewer'],
    ],
    ['Vitrine itself anybody', principal('system', []), ['super_admin']],
  ])('lets %s', (_what, who, roles) => {
    expect(() => assertMayHandle(who, roles)).not.toThrow();
  });

  it.each([
    ['an admin make a super_admin', user('admin'), ['super_admin']],
    [
      'a key with every permission of an admin and of organizations make a super_admin',
      key(...permissionsOf(['super_admin'])),
      ['super_admin'],
    ],
    ['a key for users make an admin', key('user:read', 'user:write'), ['admin']],
    ['a key for users make a viewer, who sees more than it', key('user:read', 'user:write'), ['viewer']],
    [
      'somebody who manages users alone change an analyst',
      principal('user', ['user:write'], ['admin']),
      ['analyst'],
    ],
  ])('does not let %s', (_what, who, roles) => {
    expect(() => assertMayHandle(who, undefined, roles)).toThrow(/INSUFFICIENT_PERMISSIONS/);
  });
});
