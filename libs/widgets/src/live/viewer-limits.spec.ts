import { type Principal } from '@app/auth';
import { ViewerLimits } from './viewer-limits';

const aPrincipal = (fields: Partial<Principal>): Principal => ({
  kind: 'user',
  id: 'u',
  organizationId: 'o',
  permissions: new Set(),
  dataPolicy: {},
  ...fields,
});

describe('ViewerLimits', () => {
  it('bind an organization and each of its users and keys, until they leave', () => {
    const limits = new ViewerLimits({ ofOrganization: 3, ofPrincipal: 2 });
    const one = aPrincipal({ id: 'one' });
    const leave = limits.take(one);
    limits.take(one);
    expect(() => limits.take(one)).toThrow(expect.objectContaining({ code: 'STREAM_LIMIT' }));
    limits.take(aPrincipal({ id: 'two' }));
    expect(() => limits.take(aPrincipal({ id: 'three' }))).toThrow('3 streams are open by your organization');
    limits.take(aPrincipal({ id: 'four', organizationId: 'other' }));
    leave();
    limits.take(aPrincipal({ id: 'three' }));
    expect(limits.viewers).toBe(4);
  });

  it('bind those who come with an embed token by their organization alone', () => {
    const limits = new ViewerLimits({ ofOrganization: 3, ofPrincipal: 1 });
    const embed = aPrincipal({ kind: 'embed', id: 'token' });
    for (let i = 0; i < 3; i++) limits.take(embed);
    expect(() => limits.take(embed)).toThrow(expect.objectContaining({ code: 'STREAM_LIMIT' }));
  });
});
