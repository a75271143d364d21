// oxlint-disable-next-line import/no-unassigned-import
import 'reflect-metadata';
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedPostgres, migrate } from '@app/database';
import { Telemetry } from '@app/platform';
import { pino } from 'pino';
import { measureRequests } from '../../apps/api/src/measure-requests';
import { HIGH_RATE_LIMITS } from './load-service';

const run = promisify(execFile);
const AUTOCANNON = createRequire(__filename).resolve('autocannon');
const [ROUNDS = 8, SECONDS = 5] = process.argv.slice(2).map(Number);
const CONNECTIONS = 32;
const IDLE_SECONDS = 30;
/** So many times as often as by default, so that the effect stands out of the noise of a machine. */
const AMPLIFIED = 10;
const DEFAULT_INTERVAL_MS = 5_000;
const OBSERVATIONS = 2_000_000;

interface Load {
  /** Requests per second. */
  rate: number;
  /** Microseconds of processor time per request. */
  cpu: number;
}

interface AutocannonResult {
  requests: { total: number };
  /** Seconds. */
  duration: number;
  non2xx: number;
  errors: number;
}

interface Api {
  child: ChildProcess;
  url: string;
  token: string;
}

/**
 * What self-telemetry costs on the cheapest authenticated route there is: two api processes on one database, one with
 * and one without it, take turns under the same load. The one writes ten times as often as by default, and what that
 * costs is divided by ten. `node test/load/run.mjs telemetry-cost [rounds] [seconds]`
 */
async function main(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-load-'));
  const postgres = await EmbeddedPostgres.start({ dir, fast: true });
  const children: ChildProcess[] = [];
  try {
    await migrate({ url: postgres.url });
    const off = await start(postgres.url, 'false', children);
    const on = await start(postgres.url, 'true', children);
    await load(off, 2);
    await load(on, 2);
    const costs: Record<keyof Load, number[]> = { rate: [], cpu: [] };
    for (let round = 0; round < ROUNDS; round++) {
      // Whoever goes first has the quieter or the noisier machine by chance: both do, in turn.
      const order = round % 2 === 0 ? [off, on] : [on, off];
      const loads = new Map<Api, Load>();
      for (const api of order) loads.set(api, await load(api, SECONDS));
      const [without, withIt] = [loads.get(off) as Load, loads.get(on) as Load];
      costs.rate.push(1 - withIt.rate / without.rate);
      costs.cpu.push(withIt.cpu / without.cpu - 1);
      console.log(`round ${round + 1}: without ${described(without)}; with ${described(withIt)}`);
    }
    console.log(
      `\nmedians, at the default interval: ${percent(median(costs.rate) / AMPLIFIED, 2)} of the requests/s,`,
    );
    console.log(`${percent(median(costs.cpu) / AMPLIFIED, 2)} more processor time per request`);
    const [idleOff, idleOn] = await Promise.all([idle(off), idle(on)]);
    const share = (idleOn - idleOff) / AMPLIFIED;
    console.log(
      `idle for ${IDLE_SECONDS} s: a batch takes ${(share * DEFAULT_INTERVAL_MS).toFixed(1)} ms of a processor, ${percent(share, 2)} of one`,
    );
    console.log(`one observation: ${nanosecondsPerObservation().toFixed(0)} ns`);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function start(databaseUrl: string, selfTelemetry: string, children: ChildProcess[]): Promise<Api> {
  const [email, password] = ['admin@example.com', 'correct horse battery staple'];
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    VITRINE_PROFILE: 'embedded',
    JWT_SECRET: 'load'.repeat(10),
    ENCRYPTION_KEY: 'cost'.repeat(10),
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
    PORT: '0',
    LOG_LEVEL: 'warn',
    ...HIGH_RATE_LIMITS,
    SELF_TELEMETRY: selfTelemetry,
    SELF_TELEMETRY_INTERVAL_MS: String(DEFAULT_INTERVAL_MS / AMPLIFIED),
  };
  const child = fork(join(__dirname, '../../apps/api/src/main.js'), [], { env, execArgv: [] });
  children.push(child);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return { child, url, token: accessToken };
}

/** Asks for a cached list as fast as it is answered. */
async function load(api: Api, duration: number): Promise<Load> {
  const { url, token } = api;
  const before = await processorSeconds(api);
  const options = ['--json', '-c', String(CONNECTIONS), '-d', String(duration)];
  const header = ['-H', `authorization=Bearer ${token}`];
  const { stdout } = await run(process.execPath, [
    AUTOCANNON,
    ...options,
    ...header,
    `${url}/api/v1/dashboards`,
  ]);
  const result = JSON.parse(stdout) as AutocannonResult;
  if (result.non2xx + result.errors > 0) throw new Error(`not every request was answered: ${stdout}`);
  const used = (await processorSeconds(api)) - before;
  return { rate: result.requests.total / result.duration, cpu: (used * 1e6) / result.requests.total };
}

/** Share of one processor that a process takes while nobody asks it anything. */
async function idle(api: Api): Promise<number> {
  const before = await processorSeconds(api);
  await wait(IDLE_SECONDS * 1_000);
  return ((await processorSeconds(api)) - before) / IDLE_SECONDS;
}

async function processorSeconds({ url, token }: Api): Promise<number> {
  const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(await answer.text())?.[1]);
}

function described({ rate, cpu }: Load): string {
  return `${rate.toFixed(0)} requests/s at ${cpu.toFixed(1)} us each`;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

function nanosecondsPerObservation(): number {
  const telemetry = new Telemetry('api', pino({ level: 'silent' }));
  const measure = measureRequests(telemetry);
  const began = performance.now();
  for (let index = 0; index < OBSERVATIONS; index++)
    measure({ method: 'GET', route: '/api/v1/dashboards', status: 200, ms: index % 7 });
  const took = performance.now() - began;
  return (took * 1e6) / OBSERVATIONS;
}

function percent(share: number, digits = 1): string {
  return `${(share * 100).toFixed(digits)} %`;
}

void main();
