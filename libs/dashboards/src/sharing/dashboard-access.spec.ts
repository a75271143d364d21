import type { DashboardViewer } from '@app/auth';
import { type AccessFacts, accessReasons, accessTo, allows } from './dashboard-access';

const facts = (change: Partial<AccessFacts> = {}): AccessFacts => ({
  id: 'd',
  organizationId: 'org',
  ownerId: 'ada',
  visibility: 'private',
  shares: [],
  ...change,
});
const user = (id: string, ...roles: string[]): DashboardViewer => ({
  kind: 'user',
  id,
  organizationId: 'org',
  roles,
});
const shared = facts({
  shares: [
    { userId: 'bob', access: 'write' },
    { role: 'viewer', access: 'read' },
  ],
});

describe('access to a dashboard', () => {
  it.each<[string, DashboardViewer, AccessFacts, string]>([
    ['its owner', user('ada', 'analyst'), facts(), 'manage'],
    ['an admin', user('eve', 'admin'), facts(), 'manage'],
    ['somebody else', user('bob', 'analyst'), facts(), 'none'],
    ['somebody else, of an organization one', user('bob'), facts({ visibility: 'organization' }), 'delete'],
    ['whom it is shared with', user('bob', 'analyst'), shared, 'write'],
    ['who has a role that it is shared with', user('eve', 'viewer'), shared, 'read'],
    ['who has both', user('bob', 'viewer'), shared, 'write'],
    ['who has another role', user('eve', 'analyst'), shared, 'none'],
    ['an admin of another organization', { ...user('eve', 'admin'), organizationId: 'x' }, shared, 'none'],
    [
      'a key whose id is that of a user',
      { kind: 'apiKey', id: 'bob', organizationId: 'org' },
      shared,
      'none',
    ],
    [
      'a key whose id is that of the owner',
      { kind: 'apiKey', id: 'ada', organizationId: 'org' },
      facts(),
      'none',
    ],
    ['nobody, without owner', user(''), facts({ ownerId: null }), 'none'],
  ])('of %s', (_who, viewer, dashboard, expected) => {
    expect(accessTo(viewer, dashboard)).toBe(expected);
  });

  it('of an embed token is to read its own dashboard, whatever else it says', () => {
    const token: DashboardViewer = { kind: 'embed', id: 'ada', organizationId: 'org', roles: ['admin'] };
    const open = facts({ visibility: 'organization' });
    expect(accessTo({ ...token, dashboardId: 'd' }, open)).toBe('read');
    expect(accessTo({ ...token, dashboardId: 'other' }, open)).toBe('none');
    expect(accessTo(token, open)).toBe('none');
  });

  it('names every reason', () => {
    expect(accessReasons(user('bob', 'viewer'), shared)).toEqual([
      { by: 'share with user', access: 'write' },
      { by: 'share with role', role: 'viewer', access: 'read' },
    ]);
  });

  it('contains what is less', () => {
    expect(allows('write', 'read')).toBe(true);
    expect(allows('read', 'write')).toBe(false);
    expect(allows('none', 'read')).toBe(false);
    expect(allows('manage', 'delete')).toBe(true);
  });
});
