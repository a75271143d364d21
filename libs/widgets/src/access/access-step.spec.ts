import { systemPrincipal, type Principal } from '@app/auth';
import { accessSteps, permissionStep, policyStep } from './access-step';

const viewer: Principal = {
  ...systemPrincipal('u', 'o', ['dashboard:read']),
  kind: 'user',
  roles: ['viewer'],
};

describe('the steps of an explanation', () => {
  it('name the role that allows it', () => {
    expect(permissionStep(viewer, 'dashboard:read')).toEqual({
      check: 'permission',
      passed: true,
      detail: 'dashboard:read is allowed by the role viewer.',
    });
    expect(permissionStep(viewer, 'dashboard:write').passed).toBe(false);
  });

  it('tell a share that is enough from one that is not', () => {
    const share = { by: 'share with role', role: 'viewer', access: 'read' } as const;
    expect(accessSteps([share], 'read').map(({ passed }) => passed)).toEqual([true]);
    expect(accessSteps([share], 'write').map(({ passed }) => passed)).toEqual([true, false]);
    const both = accessSteps([share, { by: 'owner', access: 'manage' }], 'write');
    expect(both.at(-1)).toEqual({
      check: 'access',
      passed: true,
      detail: 'To write it is allowed: as its owner.',
    });
  });

  it('say what a data policy leaves', () => {
    const emea = { ...viewer, dataPolicy: { region: ['emea', 'apac'] } };
    expect(policyStep(viewer, []).passed).toBe(true);
    expect(policyStep(emea, ['region'])).toMatchObject({
      passed: true,
      detail: 'The data policy shows the points where "region" is "emea" or "apac".',
    });
    expect(policyStep(emea, ['category']).passed).toBe(false);
  });
});
