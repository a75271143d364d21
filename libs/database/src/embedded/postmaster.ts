import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries';
import { processIdentity } from './process-identity';

/** The server that runs on a data directory, from its `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  /** It accepts connections. */
  ready: boolean;
}

/** How long a server may take for a fast shutdown, in milliseconds, before it is stopped at once. */
const FAST_MS = 3000;

/**
 * The living server of `dataDir`, or null. A file left by a killed server, also one whose pid now belongs to
 * another program, is not believed: the process must be a postgres that works in this very directory.
 */
export function findPostmaster(dataDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
  const pid = Number(lines[0]);
  if (processIdentity(pid) === null || !worksIn(pid, dataDir)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/**
 * Stops the server: fast (sessions end, data is written), after `fastMs` immediate (the next start recovers),
 * at last by force. Returns when it is gone.
 */
export async function stopPostmaster(pid: number, binaries: Binaries, fastMs = FAST_MS): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === null) return;
  const gone = async (ms: number) => {
    for (const end = Date.now() + ms; processIdentity(pid) === identity; await sleep(10)) {
      if (Date.now() > end) return false;
    }
    return true;
  };
  signal(pid, 'SIGINT', binaries);
  if (await gone(fastMs)) return;
  signal(pid, 'SIGQUIT', binaries);
  if (await gone(1000)) return;
  signal(pid, 'SIGKILL', binaries);
  await gone(1000);
}

/**
 * Ends what a killed server left behind on `dataDir`: its session processes, which may work on for as long as
 * their statement takes and block the next start, and the pid file.
 */
export function clearRemains(dataDir: string): void {
  if (process.platform === 'linux') {
    for (const name of readdirSync('/proc')) {
      const pid = Number(name);
      if (Number.isInteger(pid) && commandOf(pid)[0]?.startsWith('postgres:') && cwdOf(pid) === dataDir) {
        signalQuietly(pid, 'SIGQUIT');
      }
    }
  }
  rmSync(join(dataDir, 'postmaster.pid'), { force: true });
}

function worksIn(pid: number, dataDir: string): boolean {
  if (process.platform === 'win32') return true;
  const command = commandOf(pid).join(' ');
  return command.includes('postgres') && (cwdOf(pid) === dataDir || command.includes(`-D ${dataDir}`));
}

function commandOf(pid: number): string[] {
  try {
    return process.platform === 'linux'
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      : [execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()];
  } catch {
    return [];
  }
}

function cwdOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT' | 'SIGKILL', binaries: Binaries): void {
  if (process.platform === 'win32') {
    // Windows has no signals; pg_ctl sends the server an equivalent.
    spawnSync(binaries.pgCtl, ['kill', name.slice(3), String(pid)]);
  } else {
    signalQuietly(pid, name);
  }
}

function signalQuietly(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}
