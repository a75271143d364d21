import { withoutSecrets } from './without-secrets';

describe('withoutSecrets', () => {
  it('cuts texts whose names say that they are secret, however deep', () => {
    const given = {
      name: 'a',
      password: 'p',
      nested: [{ accessToken: 't', apiKey: 'k', ENCRYPTION_KEY: 'e', Authorization: 'Bearer x' }],
      connection: { url: 'postgres://u:p@h' },
    };
    expect(withoutSecrets(given)).toEqual({
      name: 'a',
      password: '***',
      nested: [{ accessToken: '***', apiKey: '***', ENCRYPTION_KEY: '***', Authorization: '***' }],
      connection: '***',
    });
  });

  it('leaves what only says that there is one, and everything else', () => {
    const given = {
      embedTokenId: 'an id',
      tokenIds: ['an id'],
      passwordSet: true,
      token: null,
      at: new Date(0),
      roles: ['admin'],
      keyboard: 'qwertz',
    };
    expect(withoutSecrets(given)).toEqual(given);
  });
});
