import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readSync, renameSync, statSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import type { Place } from './place';
import { findPostmaster, stopPostmaster } from './postmaster';
import { serverSettings } from './server-settings';

/** A server that accepts connections. */
export interface ServerProcess {
  child: ChildProcess;
  pid: number;
  port: number;
}

/** See `EmbeddedPostgresOptions`. */
interface StartOptions {
  port?: number;
  fast: boolean;
  log: (line: string) => void;
  signal?: AbortSignal;
}

const LOG_LIMIT = 20 * 1024 * 1024;

/** How long a start may take, in milliseconds; replaying the journal after a crash can need minutes. */
const START_MS = 10 * 60_000;

/**
 * Starts the server on a data directory that no server runs on, and waits until it accepts connections.
 * Without a port the system gives a free one. Throws with the end of the server's log when it does not start.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  options: StartOptions,
): Promise<ServerProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    const file = join(place.home, 'postgres.log');
    const { started, logText } = await launch(place, binaries, port, file, options);
    if (started) return started;
    // Another program took the port after it was found free, or a killed server's sessions are still ending.
    const again =
      (options.port === undefined && /could not bind/.test(logText)) ||
      /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(logText);
    if (!again || attempt >= 20) {
      const reason = /could not bind/.test(logText) ? `Port ${port} is taken.\n` : '';
      throw new Error(
        `PostgreSQL did not start. ${reason}The end of ${file}:\n${logText.trim().slice(-1500)}`,
      );
    }
    await sleep(250);
  }
}

async function launch(
  place: Place,
  binaries: Binaries,
  port: number,
  file: string,
  { fast, log, signal }: StartOptions,
): Promise<{ started?: ServerProcess; logText: string }> {
  const settings = Object.entries(serverSettings(machine(), port, fast));
  const output = openLog(file);
  const from = statSync(file).size;
  // An own process group: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
  const child = spawn(
    binaries.postgres,
    ['-D', place.data, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...place.as,
      cwd: place.home,
      env: process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', output, output],
      detached: true,
      windowsHide: true,
    },
  );
  closeSync(output);
  child.unref();
  const end: { reason?: string } = {};
  child.on('error', (error) => (end.reason = error.message));
  child.on('exit', (code, signal) => (end.reason ??= `It ended with ${signal ?? code}.`));

  const begin = Date.now();
  let nextWord = begin + 3000;
  const waiting = () => end.reason === undefined && !signal?.aborted && Date.now() - begin < START_MS;
  while (waiting()) {
    const found = findPostmaster(place.data);
    if (found && found.pid === child.pid && found.ready) {
      return { started: { child, pid: found.pid, port: found.port }, logText: '' };
    }
    if (Date.now() > nextWord) {
      log(`the database is recovering, ${Math.round((Date.now() - begin) / 1000)} s so far`);
      nextWord += 5000;
    }
    await sleep(10);
  }
  if (end.reason === undefined && child.pid !== undefined) await stopPostmaster(child.pid, binaries);
  signal?.throwIfAborted();
  const reason = end.reason ?? `It accepted no connection within ${START_MS / 60_000} minutes.`;
  return { logText: `${tail(file, from).trimEnd()}\n${reason}` };
}

function machine() {
  const limit = process.constrainedMemory();
  const memory = limit > 0 ? Math.min(limit, totalmem()) : totalmem();
  return { memory, cpus: availableParallelism(), sharedMemory: sharedMemory() };
}

function sharedMemory(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const { bsize, blocks } = statfsSync('/dev/shm');
    return bsize * blocks;
  } catch {
    return 0;
  }
}

function openLog(file: string): number {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function tail(file: string, from: number): string {
  const input = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(64 * 1024, Math.max(0, statSync(file).size - from)));
    readSync(input, buffer, 0, buffer.length, from);
    return buffer.toString();
  } finally {
    closeSync(input);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
