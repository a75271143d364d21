import fc from 'fast-check';
import { differences, MASK, maskedIn, putSecrets, takeSecrets } from './connection-secrets';

const PATHS = ['password', 'auth.token', 'headers.*'];

const connections = fc.record(
  {
    host: fc.string(),
    password: fc.option(fc.string()),
    auth: fc.record({ user: fc.string(), token: fc.string() }, { requiredKeys: [] }),
    headers: fc.dictionary(fc.string(), fc.string()),
  },
  { requiredKeys: ['host'] },
);

describe('secrets of a connection', () => {
  it('are taken out whole, and put back as they were', () => {
    fc.assert(
      fc.property(connections, (connection) => {
        const { shown, secrets } = takeSecrets(connection, PATHS);
        expect(putSecrets(shown, PATHS, secrets)).toEqual(connection);
        expect(maskedIn(shown, PATHS).toSorted()).toEqual(Object.keys(secrets).toSorted());
        expect(shown.host).toBe(connection.host);
      }),
    );
  });

  it('are named by pointers, whatever the names are', () => {
    const { shown, secrets } = takeSecrets(
      { headers: { 'a/b': '1', 'c~.d': '2' }, auth: { token: '3', user: 'u' } },
      PATHS,
    );
    expect(secrets).toEqual({ '/headers/a~1b': '1', '/headers/c~0.d': '2', '/auth/token': '3' });
    expect(shown).toEqual({ headers: { 'a/b': MASK, 'c~.d': MASK }, auth: { token: MASK, user: 'u' } });
  });

  it('stay masked where there is none, and are looked for only where they may be', () => {
    const connection = { password: MASK, note: MASK, headers: null, auth: 'text' };
    expect(maskedIn(connection, PATHS)).toEqual(['/password']);
    expect(putSecrets(connection, PATHS, { '/note': 'x' })).toEqual(connection);
  });

  it('that are nested are masked whole', () => {
    expect(takeSecrets({ tls: { key: { a: 1 } } }, ['tls.key'])).toEqual({
      shown: { tls: { key: MASK } },
      secrets: { '/tls/key': { a: 1 } },
    });
  });
});

describe('differences of connections', () => {
  it('are named by their pointers, but for those that do not count', () => {
    const before = { host: 'a', port: 1, tls: { mode: 'verify', ca: null }, options: { x: 1 }, list: [1, 2] };
    const after = { host: 'b', port: 1, tls: { mode: 'off' }, options: { x: 2, y: 3 }, list: [1] };
    expect(differences(before, after, [])).toEqual([
      '/host',
      '/list/1',
      '/options/x',
      '/options/y',
      '/tls/ca',
      '/tls/mode',
    ]);
    expect(differences(before, after, ['options', 'tls.mode', 'list.*'])).toEqual(['/host', '/tls/ca']);
  });

  it('tell a value from one that only reads the same, and what is absent from nothing', () => {
    expect(differences({ a: '1' }, { a: 1 }, [])).toEqual(['/a']);
    expect(differences({ a: {} }, { a: null }, [])).toEqual(['/a']);
    expect(differences({ a: undefined }, {}, [])).toEqual([]);
    expect(differences({ a: {} }, {}, [])).toEqual(['/a']);
  });

  it('are none between equals', () => {
    fc.assert(
      fc.property(connections, (connection) => {
        expect(differences(connection, structuredClone(connection), [])).toEqual([]);
      }),
    );
  });
});
