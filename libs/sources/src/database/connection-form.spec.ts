import type { ConnectorKind } from '../connector-kind';
import { clickhouseKind } from './clickhouse/clickhouse-kind';
import { mysqlKind } from './mysql/mysql-kind';
import { postgresqlKind } from './postgresql/postgresql-kind';

const GIVEN = { host: 'db.example.com', database: 'shop', user: 'reader', password: 'p' };

function mistakes(kind: ConnectorKind, input: Record<string, unknown>): string[] {
  try {
    kind.parse(input);
    return [];
  } catch (error) {
    const { code, errors } = error as { code: string; errors: { pointer: string; message: string }[] };
    expect(code).toBe('VALIDATION_FAILED');
    return errors.map(({ pointer, message }) => `${pointer.replace('/connection/', '')}: ${message}`);
  }
}

describe('the connection of a database', () => {
  it('is completed with what is usual and safe', () => {
    const usual = { ...GIVEN, tls: { mode: 'verify' }, options: {} };
    expect(postgresqlKind.parse(GIVEN)).toEqual({ kind: 'postgresql', port: 5432, ...usual });
    expect(mysqlKind.parse(GIVEN)).toEqual({ kind: 'mysql', port: 3306, ...usual });
    expect(clickhouseKind.parse(GIVEN)).toEqual({ kind: 'clickhouse', port: 8443, ...usual });
    expect(clickhouseKind.parse({ host: '::1', tls: { mode: 'off' } })).toMatchObject({
      host: '::1',
      port: 8123,
      database: 'default',
      user: 'default',
      password: '',
    });
  });

  it.each([
    ['/var/run/postgresql', 'host'],
    ['@abstract', 'host'],
    ['a b', 'host'],
    ['user@host', 'host'],
    ['', 'host'],
    ['x/../y', 'host'],
  ])('has no socket and no path for a host: %p', (host, field) => {
    expect(mistakes(postgresqlKind, { ...GIVEN, host })[0]).toMatch(new RegExp(`^${field}: `));
  });

  it('names each field that is wrong', () => {
    const wrong = {
      kind: 'postgresql',
      host: 'db.example.com',
      port: 70_000,
      user: 5,
      tls: { mode: 'maybe', ca: '/etc/ssl/ca.pem', key: 'x' },
      options: { search_path: 'x' },
      socketPath: '/tmp/x',
    };
    expect(mistakes(postgresqlKind, wrong).map((each) => each.split(':')[0])).toEqual([
      'socketPath',
      'tls/key',
      'tls/mode',
      'tls/ca',
      'port',
      'database',
      'user',
      'options/search_path',
    ]);
  });

  it('is taken from a DSN', () => {
    const url =
      'postgres://re%40der:p%2F%3A%40@DB.example.com:6432/my%20shop?sslmode=require&application_name=x';
    expect(postgresqlKind.parse({ url })).toEqual({
      kind: 'postgresql',
      host: 'db.example.com',
      port: 6432,
      database: 'my shop',
      user: 're@der',
      password: 'p/:@',
      tls: { mode: 'require' },
      options: { applicationName: 'x' },
    });
    expect(mysqlKind.parse({ url: 'mariadb://u:p@[2001:db8::1]/shop' })).toMatchObject({
      host: '2001:db8::1',
    });
    expect(clickhouseKind.parse({ url: 'https://c.example.com:443' })).toMatchObject({
      port: 443,
      tls: { mode: 'verify' },
    });
    expect(clickhouseKind.parse({ url: 'clickhouse://c/x?secure=false' })).toMatchObject({ port: 8123 });
  });

  it.each<[ConnectorKind, string]>([
    [postgresqlKind, 'postgresql://u:p@h/d?host=/var/run/postgresql'],
    [postgresqlKind, 'postgresql://u:p@h/d?sslrootcert=/etc/passwd'],
    [postgresqlKind, 'postgresql://u:p@h/d?options=-c%20x'],
    [postgresqlKind, 'postgresql://u:p@h/d?sslmode=prefer'],
    [postgresqlKind, 'postgresql://u:p@%2Fvar%2Frun/d'],
    [postgresqlKind, 'postgresql:///d?host=h'],
    [postgresqlKind, 'file:///etc/passwd'],
    [postgresqlKind, 'postgresql://u:p@h/d#x'],
    [mysqlKind, 'mysql://u:p@h/d?multipleStatements=true'],
    [mysqlKind, 'mysql://u:p@h/d?flags=LOCAL_FILES'],
    [mysqlKind, 'mysql://u:p@h/d?socketPath=/tmp/s'],
    [mysqlKind, 'mysql://u:p@h/d?ssl=%7B%22rejectUnauthorized%22:false%7D'],
    [mysqlKind, 'mysql://u:p@h/d?__proto__=x'],
    [clickhouseKind, 'https://u:p@h/d?readonly=0'],
    [clickhouseKind, 'ftp://u:p@h/d'],
  ])('takes from a DSN what it knows and nothing else', (kind, url) => {
    const [first] = mistakes(kind, { url });
    expect(first).toMatch(/^(url|host): /);
    expect(first).not.toContain('u:p@');
  });

  it('names what a DSN may say', () => {
    expect(mistakes(mysqlKind, { url: 'mysql://u:p@h/d?multipleStatements=true' })).toEqual([
      'url: The option "multipleStatements" is not allowed; allowed are: ssl-mode.',
    ]);
    expect(mistakes(mysqlKind, { url: 'mysql://u:p@h/d', host: 'x' })).toEqual([
      'host: Must not be given beside url, which says it already.',
    ]);
  });
});
