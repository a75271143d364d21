import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '@app/database';
import { Client } from 'pg';

const root = join(__dirname, '../..');

describe('EmbeddedPostgres', () => {
  let dir: string;
  const running: EmbeddedPostgres[] = [];
  const folders: string[] = [];
  const launchers: ChildProcess[] = [];

  const folder = (name = 'vitrine-pg-') => {
    const path = mkdtempSync(join(tmpdir(), name));
    folders.push(path);
    return path;
  };
  const start = async (options: { dir: string; port?: number; log?: (line: string) => void }) => {
    const database = await EmbeddedPostgres.start({ fast: true, ...options });
    running.push(database);
    return database;
  };

  beforeAll(() => (dir = folder()));
  afterEach(async () => {
    for (const launcher of launchers.splice(0)) launcher.kill('SIGKILL');
    for (const database of running.splice(0)) await database.stop();
  });
  afterAll(() => {
    for (const path of folders) {
      const elsewhere = join(path, 'closed', 'pg', 'elsewhere');
      if (existsSync(elsewhere)) rmSync(realpathSync(elsewhere), { recursive: true });
      rmSync(path, { recursive: true, force: true });
    }
  });

  it('makes a database that is protected by a password and keeps what is written', async () => {
    const first = await start({ dir });
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await expect(query(first.url.replace(/:[^:@]*@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
    expect(statSync(join(dir, 'credentials.json')).mode & 0o777).toBe(0o600);
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');

    const second = await start({ dir, port: first.port });
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('gives the application an owner that is no superuser but can have the extensions it needs', async () => {
    const { url } = await start({ dir });
    expect(await query(url, 'SELECT rolsuper FROM pg_roles WHERE rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    await query(url, 'CREATE EXTENSION pg_trgm; CREATE EXTENSION btree_gin');
    expect(await query(url, 'SELECT count(*) > 0 AS seen FROM pg_stat_statements')).toEqual([{ seen: true }]);
  });

  it('knows the letters of all languages without a locale of the machine', async () => {
    const { url } = await start({ dir });
    expect(await query(url, `SELECT upper('é ж') AS text`)).toEqual([{ text: 'É Ж' }]);
  });

  it('refuses a second launcher, which can find the server instead', async () => {
    expect(EmbeddedPostgres.find({ dir })).toBeNull();
    const { url, pid } = await start({ dir });
    await expect(EmbeddedPostgres.start({ dir })).rejects.toThrow(`is in use by process ${process.pid}`);
    expect(EmbeddedPostgres.find({ dir })).toEqual({ url, pid });
  });

  it('takes over from a launcher that was killed', async () => {
    const launcher = await launch(dir);
    launchers.push(launcher.child);
    await expect(EmbeddedPostgres.start({ dir })).rejects.toThrow(`process ${launcher.child.pid}`);
    launcher.child.kill('SIGKILL');
    await once(launcher.child, 'exit');
    expect(await query(launcher.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]); // the server lives on

    const { pid } = await start({ dir });
    expect(pid).not.toBe(launcher.pid);
    await expect(query(launcher.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  });

  it('recovers from a server that was killed, also when a session is still busy', async () => {
    const first = await start({ dir });
    await query(first.url, 'CREATE TABLE survived AS SELECT 1 AS n; CHECKPOINT').catch(() => {});
    const busy = query(first.url, 'SELECT pg_sleep(60)').catch(() => 'lost');
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    await first.stop();
    const second = await start({ dir });
    expect(await busy).toBe('lost');
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('does not touch a stranger whose pid is in a stale file', async () => {
    const { pid, data } = await start({ dir });
    const file = join(data, 'postmaster.pid');
    const text = readFileSync(file, 'utf8');
    await running.pop()?.stop();
    const stranger = spawn('sleep', ['30']);
    launchers.push(stranger);
    writeFileSync(file, text.replace(String(pid), String(stranger.pid)));
    await start({ dir });
    expect(stranger.exitCode).toBeNull();
    expect(stranger.signalCode).toBeNull();
  });

  it('works in a path with spaces and one that is too long for a socket', async () => {
    const outer = folder(`a path with spaces ${'x'.repeat(100)} `);
    chmodSync(outer, 0o755);
    const long = join(outer, 'and more');
    const { url } = await start({ dir: long });
    expect(await query(url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    expect(existsSync(join(long, 'data'))).toBe(true);
  });

  it('stops at once when a session does not let go', async () => {
    const database = await start({ dir });
    const busy = query(database.url, 'SELECT pg_sleep(60)').catch(() => 'ended');
    const began = Date.now();
    await database.stop();
    expect(Date.now() - began).toBeLessThan(4500);
    expect(await busy).toBe('ended');
  });

  it('says which port is taken', async () => {
    const { port } = await start({ dir });
    await expect(EmbeddedPostgres.start({ dir: folder(), port, fast: true })).rejects.toThrow(
      `Port ${port} is taken`,
    );
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot('finds a place for the data that the server of root can reach, and finds it again', async () => {
    const closed = folder();
    chmodSync(closed, 0o700);
    const path = join(closed, 'closed', 'pg');
    const log: string[] = [];
    const first = await start({ dir: path, log: (line) => log.push(line) });
    expect(log.join('\n')).toContain('the data is in');
    expect(first.data.startsWith(closed)).toBe(false);
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n');
    await first.stop();
    const second = await start({ dir: path });
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {}); // the query says so too
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A launcher of its own process, which can be killed. Uses the build that the global set-up has made. */
async function launch(dir: string): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const file = join(root, 'dist/libs/database/src/embedded/embedded-postgres.js');
  const code = `require(${JSON.stringify(file)}).EmbeddedPostgres.start({ dir: ${JSON.stringify(dir)}, fast: true })
    .then(({ url, pid }) => process.send({ url, pid })); setInterval(() => {}, 1000)`;
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const [message] = (await once(child, 'message')) as [{ url: string; pid: number }];
  return { child, ...message };
}
