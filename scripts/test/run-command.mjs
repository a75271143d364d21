import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SIGN_OF_LIFE_MS = 8_000;
const SILENCE_MS = 6 * 60_000;
const GRACE_MS = 8_000;
/** What databases take to end in order. */
const LAST_WORDS_MS = 1_000;

/** Which signal has interrupted the run, or '': then nothing more is begun. */
export const interruption = { signal: '' };
const running = new Set();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(name, () => {
    if (interruption.signal) return;
    interruption.signal = name;
    console.log(`\n${name}: ending what runs …`);
    for (const end of running) end();
  });

/**
 * Runs a command and answers its exit code with all it wrote. Output is shown as it comes (`show`) or kept back for
 * the caller; whoever watches sees a sign of life at least every 8 s. A command that has written nothing for 6 minutes hangs,
 * and is ended. With a command ends its process group: all that it has started.
 *
 * @param {string[]} command
 * @param {{ name: string, root: string, env?: Record<string, string>, show?: boolean }} options
 * @returns {Promise<{ code: number, output: string, seconds: number, ended: boolean }>} ended: it did not end by itself
 */
export async function runCommand([program, ...args], { name, root, env = {}, show = false }) {
  if (interruption.signal) return { code: 1, output: '', seconds: 0, ended: true };
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1_000);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own. What a terminal's Ctrl-C would end in any order is ended by `end`.
    detached: true,
  });
  const group = -(child.pid ?? Number.NaN);
  let output = '';
  let wrote = Date.now();
  let spoke = Date.now();
  const take = (chunk) => {
    output += chunk;
    wrote = Date.now();
    if (!show) return;
    spoke = Date.now();
    process.stdout.write(chunk);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  let killing;
  const end = () => {
    if (killing) return;
    killing = setTimeout(() => signal(group, 'SIGKILL'), GRACE_MS);
    // The command alone: it knows best in which order to end what it has started.
    child.kill('SIGTERM');
  };
  running.add(end);
  const pulse = setInterval(() => {
    if (!killing && Date.now() - wrote > SILENCE_MS) {
      take(`\n${name} has written nothing for ${SILENCE_MS / 60_000} minutes and was ended.\n`);
      end();
    }
    if (Date.now() - spoke < SIGN_OF_LIFE_MS) return;
    spoke = Date.now();
    console.log(`  … ${name}: ${seconds()} s`);
  }, 1_000);
  const { code, reason } = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, reason: `${program}: ${error.message}` }));
    child.once('close', (status) => resolve({ code: status ?? 1, reason: '' }));
    child.once('exit', () => {
      if (!killing) return;
      signal(group, 'SIGINT');
      setTimeout(() => {
        signal(group, 'SIGKILL');
        // Not when its output is closed: whoever has left its group may hold that.
        resolve({ code: 1, reason: '' });
      }, LAST_WORDS_MS);
    });
  });
  clearInterval(pulse);
  clearTimeout(killing);
  running.delete(end);
  return { code, output: output + reason, seconds: seconds(), ended: killing !== undefined };
}

/**
 * Ends the processes that have left the group of their command: whoever has the folder of a run in its command line or environment.
 * Where there is no /proc nobody is found.
 */
export async function endThoseOf(folder) {
  const found = pids().filter((pid) => mentions(pid, folder));
  for (const pid of found) signal(pid, 'SIGINT');
  if (found.length > 0) await sleep(LAST_WORDS_MS);
  for (const pid of found) if (mentions(pid, folder)) signal(pid, 'SIGKILL');
}

function pids() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
}

function mentions(pid, folder) {
  return ['cmdline', 'environ'].some((name) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'utf8').includes(folder);
    } catch {
      return false; // It has ended, or is somebody else's.
    }
  });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}
