import { spawn } from 'node:child_process';

const SIGN_OF_LIFE_MS = 8_000;
const SILENCE_MS = 6 * 60_000;
const GRACE_MS = 8_000;

/** Which signal has interrupted the run, if one has: then nothing more is begun. */
export const interruption = { signal: undefined };
const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => {
    if (interruption.signal) return;
    interruption.signal = signal;
    console.log(`\n${signal}: ending what runs …`);
    for (const end of running) end();
  });

/**
 * Runs a command and answers its exit code with all it wrote. Output is shown as it comes (`show`) or kept back for
 * the caller; whoever watches sees a sign of life at least every 8 s. A command that has written nothing for 6 minutes hangs,
 * and is ended. With a command ends its process group: all that it has started.
 *
 * @param {string[]} command
 * @param {{ name: string, root: string, env?: Record<string, string>, show?: boolean }} options
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export async function runCommand([program, ...args], { name, root, env = {}, show = false }) {
  if (interruption.signal) return { code: 1, output: '', seconds: 0 };
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1_000);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own. What a terminal's Ctrl-C would end in any order is ended by `end`.
    detached: true,
  });
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
    killing = setTimeout(() => killGroup(child.pid), GRACE_MS);
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
  child.once('exit', () => killing && killGroup(child.pid));
  const { code, reason } = await new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 1, reason: `${program}: ${error.message}` }));
    child.once('close', (status) => resolve({ code: status ?? 1, reason: '' }));
  });
  clearInterval(pulse);
  clearTimeout(killing);
  running.delete(end);
  return { code, output: output + reason, seconds: seconds() };
}

function killGroup(leader) {
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing of it is left.
  }
}
