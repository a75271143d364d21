import { welcome } from './welcome';

describe('welcome', () => {
  it('shows a generated password and a login to copy with it', () => {
    const text = welcome(
      'http://127.0.0.1:3000',
      { email: 'a@b.example', password: "it's", chosen: false },
      2,
    );
    expect(text).toContain("password it's  (shown this once)");
    expect(text).toContain(String.raw`-d '{"email":"a@b.example","password":"it'\''s"}'`);
    expect(text).toContain('http://127.0.0.1:3000/docs');
  });

  it('never shows a password that it was not given', () => {
    const text = welcome('http://127.0.0.1:3000', { email: 'a@b.example', chosen: true }, 2);
    expect(text).toContain('"password":"PASSWORD"');
    expect(text).toContain('ADMIN_PASSWORD');
  });

  it('says where dashboards can be looked at, if they can', () => {
    const text = (livePage: boolean) => welcome('http://127.0.0.1:3000', undefined, 2, { livePage });
    expect(text(true)).toContain('http://127.0.0.1:3000/live/demo');
    expect(text(false)).not.toContain('/live');
  });

  it('brings a point of its own where there is no demo', () => {
    const text = (demo: boolean) => welcome('http://127.0.0.1:3000', undefined, 2, { demo });
    expect(text(true)).toContain('metric=flights.delay');
    expect(text(false)).toContain(`/data/points -d '{"points":[{"metric":"visits"`);
    expect(text(false)).not.toContain('flights');
  });

  it('says how to see what Vitrine measures of itself, unless that is switched off', () => {
    const admin = { email: 'a@b.example', chosen: true };
    const organization = 'ffffffff-ffff-7fff-bfff-000000000001';
    const text = (id?: string) => welcome('http://127.0.0.1:3000', admin, 2, { selfOrganization: id });
    expect(text(organization)).toMatch(
      /-H 'x-organization-id: [0-9a-f-]{36}' '\S+metric=vitrine\.http\.requests/,
    );
    expect(text()).not.toContain('vitrine.http');
  });
});
