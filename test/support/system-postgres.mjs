import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

const OLDEST_SUPPORTED = 15;
const READY = 'database system is ready to accept connections';
const STOP_MS = 5_000;

/**
 * Starts a PostgreSQL that the system's package manager installed, on a temporary data directory and a free port of
 * 127.0.0.1. It gives up durability for speed, and its owner is no superuser, as on a real server.
 * Of several installed versions the oldest supported one is taken: the embedded profile tests the newest.
 *
 * @returns {Promise<{ url: string, version: string, stop: () => Promise<void> } | undefined>} undefined where none is installed
 */
export async function startSystemPostgres() {
  const bin = findPostgres();
  if (!bin) return undefined;
  const account = unprivilegedAccount();
  const home = mkdtempSync(join(tmpdir(), 'vitrine-postgres-'));
  const password = randomBytes(18).toString('base64url');
  try {
    initialize(bin, home, account, password);
    const { child, port } = await startOnFreePort(bin, home, account);
    const stop = stopper(child, home);
    const url = (role, database) => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
    try {
      const version = await prepare(url('postgres', 'postgres'), password);
      return { url: url('vitrine', 'vitrine'), version, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    rmSync(home, { recursive: true, force: true });
    throw error;
  }
}

/** Folder of the programs of the oldest supported PostgreSQL that is installed, or undefined. */
export function findPostgres() {
  const roots = ['/usr/lib/postgresql', '/usr/local/lib/postgresql'].filter((root) => existsSync(root));
  return roots
    .flatMap((root) =>
      readdirSync(root).map((name) => ({ version: Number(name), bin: join(root, name, 'bin') })),
    )
    .filter(({ version, bin }) => version >= OLDEST_SUPPORTED && existsSync(join(bin, 'initdb')))
    .toSorted((a, b) => a.version - b.version)[0]?.bin;
}

/** PostgreSQL refuses to run as root: then `postgres`, or `nobody`, runs it. */
function unprivilegedAccount() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such account: the next one.
    }
  }
  return { uid: 65534, gid: 65534 };
}

function initialize(bin, home, account, password) {
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined)
    for (const path of [home, passwordFile]) chownSync(path, account.uid, account.gid);
  execFileSync(
    join(bin, 'initdb'),
    [
      `--pgdata=${join(home, 'data')}`,
      `--pwfile=${passwordFile}`,
      '--username=postgres',
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`,
      '--no-sync',
    ],
    { ...account, cwd: home, env: { LC_ALL: 'C', TZ: 'UTC' }, stdio: 'pipe' },
  );
  rmSync(passwordFile);
}

async function startOnFreePort(bin, home, account, attempts = 3) {
  const port = await freePort();
  try {
    return { child: await startServer(bin, home, account, port), port };
  } catch (error) {
    // Between finding the port and using it another process may have taken it.
    if (attempts > 1) return startOnFreePort(bin, home, account, attempts - 1);
    throw error;
  }
}

function startServer(bin, home, account, port) {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    shared_buffers: '128MB',
    // Statistics that change in the middle of a test would change plans that it reads.
    autovacuum_naptime: '10min',
    jit: 'off',
    timezone: 'UTC',
    lc_messages: 'C',
  };
  const child = spawn(
    join(bin, 'postgres'),
    [
      '-D',
      join(home, 'data'),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...account, cwd: home, env: { LC_ALL: 'C', TZ: 'UTC' }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let log = '';
    child.stderr.on('data', (chunk) => {
      if (log.includes(READY)) return;
      log += chunk;
      if (log.includes(READY)) resolve(child);
    });
    child.once('error', reject);
    child.once('exit', () =>
      reject(new Error(`The system's PostgreSQL did not start:\n${log.trim().slice(-2_000)}`)),
    );
  });
}

/** Creates the role and database that tests use; answers the server's version. */
async function prepare(url, password) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE ROLE vitrine LOGIN CREATEDB PASSWORD ${client.escapeLiteral(password)}`);
    await client.query('CREATE DATABASE vitrine OWNER vitrine');
    const { rows } = await client.query('SHOW server_version');
    return rows[0].server_version;
  } finally {
    await client.end();
  }
}

function stopper(child, home) {
  const killed = () => child.kill('SIGQUIT');
  process.once('exit', killed);
  let stopping;
  return () => (stopping ??= stop());

  async function stop() {
    process.off('exit', killed);
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => void child.once('exit', resolve));
      child.kill('SIGINT');
      const impatient = setTimeout(() => child.kill('SIGQUIT'), STOP_MS);
      await exited;
      clearTimeout(impatient);
    }
    rmSync(home, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
