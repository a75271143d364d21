import { execFile, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);
const AUTOCANNON = createRequire(__filename).resolve('autocannon');
export const CONNECTIONS = 32;

/** `wrk`, where it is installed, takes less of the machine that it shares with what it measures; autocannon comes with npm. */
export const LOAD_GENERATOR = hasWrk() ? 'wrk' : 'autocannon';

/** GET requests answered in a second over {@link CONNECTIONS} connections. @throws Error unless every one was answered 2xx */
export function requestsPerSecond(url: string, seconds: number, token?: string): Promise<number> {
  const header = token && `authorization: Bearer ${token}`;
  return LOAD_GENERATOR === 'wrk' ? byWrk(url, seconds, header) : byAutocannon(url, seconds, header);
}

async function byWrk(url: string, seconds: number, header: string | undefined): Promise<number> {
  const options = [
    '-t',
    '1',
    '-c',
    String(CONNECTIONS),
    '-d',
    `${seconds}s`,
    ...(header ? ['-H', header] : []),
  ];
  const { stdout } = await run('wrk', [...options, url]);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1];
  if (/Non-2xx|Socket errors/.test(stdout) || rate === undefined)
    throw new Error(`${url} did not answer every request: ${stdout}`);
  return Number(rate);
}

async function byAutocannon(url: string, seconds: number, header: string | undefined): Promise<number> {
  const options = [
    '--json',
    '-c',
    String(CONNECTIONS),
    '-d',
    String(seconds),
    ...(header ? ['-H', header] : []),
  ];
  const { stdout } = await run(process.execPath, [AUTOCANNON, ...options, url]);
  const result = JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  if (result.non2xx + result.errors > 0) throw new Error(`${url} did not answer every request: ${stdout}`);
  return result.requests.average;
}

function hasWrk(): boolean {
  try {
    // It answers its version with exit code 1.
    execFileSync('wrk', ['-v'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return (error as { code?: string }).code !== 'ENOENT';
  }
}
