import { readSettings } from './settings';

describe('readSettings', () => {
  it('runs embedded on port 3000 of this machine when nothing is set', () => {
    expect(readSettings('/repo', {})).toMatchObject({
      profile: 'embedded',
      dir: '/repo/.vitrine',
      host: '127.0.0.1',
      port: 3000,
    });
  });

  it('takes an empty DATABASE_URL, as a copied .env has it, for none', () => {
    expect(readSettings('/repo', { DATABASE_URL: '' }).profile).toBe('embedded');
  });

  it('uses the direct URL where one is given for what must not go through a pooler', () => {
    const urls = { DATABASE_URL: 'postgres://pool/v', DATABASE_DIRECT_URL: 'postgres://db/v' };
    expect(readSettings('/repo', urls)).toMatchObject({ profile: 'server', directUrl: 'postgres://db/v' });
    expect(readSettings('/repo', { DATABASE_URL: 'postgres://db/v' }).directUrl).toBe('postgres://db/v');
  });

  it.each(['http', '70000', '-1', '3000.5'])('refuses the port %s by name and value', (PORT) => {
    expect(() => readSettings('/repo', { PORT })).toThrow(`PORT is "${PORT}"`);
  });
});
