import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface RunningRedis {
  url: string;
  stop(): Promise<void>;
}

const READY = 'Ready to accept connections';

export interface RedisOptions {
  port?: number;
  /** Where everything is kept on disk; nothing is where this is absent. */
  folder?: string;
  /** Of the command line. */
  more?: string[];
}

/**
 * Starts `redis-server` on a free port of 127.0.0.1, or takes TEST_REDIS_URL.
 * Undefined where neither exists.
 */
export async function startRedis(options: RedisOptions = {}): Promise<RunningRedis | undefined> {
  const given = process.env.TEST_REDIS_URL;
  if (given && options.port === undefined) return { url: given, stop: async () => {} };
  const port = options.port ?? (await freePort());
  const { folder, more = [] } = options;
  const dir = folder ?? mkdtempSync(join(tmpdir(), 'vitrine-redis-'));
  const keeping =
    folder === undefined ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', 'always'];
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', ...keeping, '--dir', dir, ...more],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const stop = async (): Promise<void> => {
    process.off('exit', kill);
    child.kill('SIGTERM');
    await exited;
    if (folder === undefined) rmSync(dir, { recursive: true, force: true });
  };
  const ready = new Promise<boolean>((resolve) => {
    let log = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (log.includes(READY)) return;
      log += chunk.toString();
      if (log.includes(READY)) resolve(true);
    });
    void exited.then(() => resolve(false));
  });
  if (await ready) return { url: `redis://127.0.0.1:${port}`, stop };
  await stop();
  return undefined;
}

/** Whether {@link startRedis} can give one. */
export function redisAvailable(): boolean {
  return process.env.TEST_REDIS_URL !== undefined || spawnSync('redis-server', ['--version']).status === 0;
}

/**
 * `describe` for suites that need Redis. Where there is none they are skipped by name, and it is said how to get it;
 * with REQUIRE_ALL=1 they run and fail instead.
 */
export function describeWithRedis(name: string, suite: () => void): void {
  if (redisAvailable() || process.env.REQUIRE_ALL === '1') {
    describe(name, suite);
    return;
  }
  process.stderr.write(
    `SKIPPED "${name}": no redis-server. Install it (apt-get install redis-server) or set TEST_REDIS_URL.\n`,
  );
  describe.skip(name, suite);
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
