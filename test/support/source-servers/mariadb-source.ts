import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { makeCertificate } from '../certificate';
import { onPath } from '../on-path.mjs';
import { freePort } from '../redis';
import { READER_PASSWORD, type SourceServer, weatherRows } from './source-server';

const SCRIPTS = ['/usr/share/mysql', '/usr/share/mariadb'];
const READY = 'ready for connections';
/** A small server that keeps nothing. */
const SETTINGS = [
  '--no-defaults',
  '--innodb-log-file-size=4M',
  '--innodb-flush-method=nosync',
  '--innodb-flush-log-at-trx-commit=0',
  '--innodb-doublewrite=0',
  '--innodb-buffer-pool-size=32M',
  '--aria-log-file-size=8M',
];

const program = (): string | undefined =>
  ['mariadbd', '/usr/sbin/mariadbd']
    .map((name) => (name.startsWith('/') ? name : onPath(name)))
    .find((path) => path && existsSync(path));
const scripts = (): string | undefined =>
  SCRIPTS.find((folder) => existsSync(join(folder, 'mysql_system_tables.sql')));

export const hasMariadb = (): boolean => program() !== undefined && scripts() !== undefined;

/** A MariaDB of the system's package on a free port, with the user that docs/sources-databases.md recommends. */
export async function startMariadbSource(): Promise<SourceServer> {
  const path = program();
  const folder = scripts();
  if (!path || !folder) throw new Error('MariaDB is not installed (apt-get install mariadb-server).');
  const home = mkdtempSync(join(tmpdir(), 'vitrine-mariadb-'));
  const data = join(home, 'data');
  mkdirSync(data);
  const password = randomBytes(18).toString('base64url');
  const owner = ownAccount();
  if (owner) for (const folder of [home, data]) chownSync(folder, owner.uid, owner.gid);
  const certificate = makeCertificate(home, owner);
  const account = owner ? ['--user=mysql'] : [];
  bootstrap(path, folder, data, account, password);
  const port = await freePort();
  const server = spawn(
    path,
    [
      ...SETTINGS,
      ...account,
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${home}/s`,
      '--skip-name-resolve',
      `--ssl-cert=${certificate.certFile}`,
      `--ssl-key=${certificate.keyFile}`,
      '--max-connections=40',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], env: { TZ: 'America/Los_Angeles', LC_ALL: 'C' } },
  );
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  await new Promise<void>((resolve, reject) => {
    let log = '';
    server.stderr.on('data', (chunk: Buffer) => {
      if (log.includes(READY)) return;
      log += chunk.toString();
      if (log.includes(READY)) resolve();
    });
    server.once('exit', () => reject(new Error(`MariaDB did not start:\n${log.slice(-2_000)}`)));
  });
  const admin = await createConnection({
    host: '127.0.0.1',
    port,
    user: 'root',
    password,
    multipleStatements: true,
    rowsAsArray: true,
  });
  const run = async (sql: string): Promise<string[]> => {
    const [rows] = await admin.query<never>(sql);
    return Array.isArray(rows)
      ? (rows as unknown[]).map((row) => (Array.isArray(row) ? row.join('\t') : ''))
      : [];
  };
  await run(`
    CREATE DATABASE shop CHARACTER SET utf8mb4;
    USE shop;
    CREATE TABLE weather (day date PRIMARY KEY, precipitation decimal(6,1) NOT NULL, highest double, lowest float,
      wind decimal(10,2), weather varchar(20) NOT NULL);
    INSERT INTO weather VALUES ${weatherRows().join(',')};
    CREATE TABLE secret (token text);
    CREATE USER reader@'%' IDENTIFIED BY '${READER_PASSWORD.replaceAll("'", "''")}' WITH MAX_USER_CONNECTIONS 10;
    GRANT SELECT ON shop.weather TO reader@'%'`);
  const threads = (): Promise<string[]> =>
    run(`SELECT id, coalesce(info, '') FROM information_schema.processlist WHERE user = 'reader'`);
  return {
    version: (await run('SELECT version()'))[0] ?? '',
    connection: {
      kind: 'mysql',
      host: '127.0.0.1',
      port,
      database: 'shop',
      user: 'reader',
      password: READER_PASSWORD,
      tls: { mode: 'off' },
    },
    tls: { port, ca: certificate.cert },
    run,
    running: async () =>
      (await threads()).map((row) => row.split('\t')[1] ?? '').filter((info) => info.startsWith('SELECT')),
    disconnect: async () => {
      for (const row of await threads()) await run(`KILL CONNECTION ${row.split('\t')[0]}`);
    },
    stop: async () => {
      process.off('exit', kill);
      admin.destroy();
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** For root, who must not run it. */
function ownAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'mysql'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/** What `mariadb-install-db` does, without the texts of HELP and the schema `sys`: 0.8 s instead of 3. */
function bootstrap(path: string, folder: string, data: string, account: string[], password: string): void {
  const hash = (text: string | Buffer): Buffer => createHash('sha1').update(text).digest();
  const hashed = `*${hash(hash(password)).toString('hex').toUpperCase()}`;
  const root = `{"access":18446744073709551615,"plugin":"mysql_native_password","authentication_string":"${hashed}"}`;
  const sql = [
    'CREATE DATABASE mysql;',
    'USE mysql;',
    'SET @auth_root_socket = NULL;',
    readFileSync(join(folder, 'mysql_system_tables.sql'), 'utf8'),
    `INSERT INTO global_priv VALUES ('127.0.0.1', 'root', '${root}');`,
  ].join('\n');
  const done = spawnSync(path, [...SETTINGS, ...account, '--bootstrap', `--datadir=${data}`], {
    input: sql,
    encoding: 'utf8',
  });
  if (done.status !== 0) throw new Error(`MariaDB was not set up:\n${done.stderr.slice(-2_000)}`);
}
