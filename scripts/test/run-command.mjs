import { spawn } from 'node:child_process';

const SILENCE_MS = 8_000;
const LIMIT_MS = 6 * 60_000;

/**
 * Runs a command and answers its exit code with all it wrote. Output is shown as it comes (`show`) or kept back for
 * the caller; whoever watches sees a sign of life at least every 8 s. A command that hangs is ended after 6 minutes.
 *
 * @param {string[]} command
 * @param {{ name: string, root: string, env?: Record<string, string>, show?: boolean }} options
 * @returns {Promise<{ code: number, output: string, seconds: number }>}
 */
export function runCommand([program, ...args], { name, root, env = {}, show = false }) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1_000);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let spoke = Date.now();
  const take = (chunk) => {
    output += chunk;
    if (!show) return;
    spoke = Date.now();
    process.stdout.write(chunk);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const pulse = setInterval(() => {
    if (Date.now() - spoke < SILENCE_MS) return;
    spoke = Date.now();
    console.log(`  … ${name}: ${seconds()} s`);
  }, 1_000);
  const limit = setTimeout(() => {
    take(`\n${name} did not end within ${LIMIT_MS / 60_000} minutes and was stopped.\n`);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  }, LIMIT_MS);
  const passOn = (signal) => void child.kill(signal);
  process.once('SIGTERM', passOn);
  return new Promise((resolve) => {
    const end = (code, reason = '') => {
      clearInterval(pulse);
      clearTimeout(limit);
      process.off('SIGTERM', passOn);
      resolve({ code, output: output + reason, seconds: seconds() });
    };
    child.once('error', (error) => end(1, `${program}: ${error.message}`));
    child.once('close', (code) => end(code ?? 1));
  });
}
