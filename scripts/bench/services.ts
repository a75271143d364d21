import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgres, migrate } from '@app/database';
import { Client } from 'pg';
import { RANGE } from './workload';

/** Nobody is refused, and every request is counted, as it is in service. */
const HIGH_RATE_LIMITS = {
  RATE_LIMIT_DATA_READS: '1000000000',
  RATE_LIMIT_POINTS: '1000000000',
  RATE_LIMIT_REQUESTS: '1000000000',
  LOGIN_LIMIT_PER_ACCOUNT: '1000',
  ALERT_NEWS_PER_HOUR: '10000',
};
/** Of the quarter of an hour that a token is good for. */
const TOKEN_USED_MS = 5 * 60_000;
const ADMIN = { email: 'bench@vitrine.localhost', password: randomBytes(18).toString('base64url') };

/** A database and an api process of the benchmark's own, on free ports of 127.0.0.1. */
export class BenchServices {
  private constructor(
    readonly databaseUrl: string,
    private readonly postgres: EmbeddedPostgres,
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /** Where mails are written. */
  get mailFolder(): string {
    return join(this.dir, 'mail');
  }

  /** What its processes are configured with. */
  get environment(): NodeJS.ProcessEnv {
    return this.env;
  }

  get queueServer(): 'Redis' | 'PostgreSQL' {
    return this.env.REDIS_URL === undefined ? 'PostgreSQL' : 'Redis';
  }

  private readonly agent = new http.Agent({ keepAlive: true });
  private api: ChildProcess | undefined;
  private worker: ChildProcess | undefined;
  private loggedInAt = 0;
  url = '';
  token = '';

  static async start(): Promise<BenchServices> {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-bench-'));
    const postgres = await EmbeddedPostgres.start({ dir });
    await migrate({ url: postgres.url });
    const secret = () => randomBytes(48).toString('base64url');
    const env = {
      PATH: process.env.PATH,
      DATABASE_URL: postgres.url,
      JWT_SECRET: secret(),
      ENCRYPTION_KEY: secret(),
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
      PORT: '0',
      LOG_LEVEL: 'warn',
      DRAIN_DELAY_MS: '0',
      FILES_DIR: join(dir, 'files'),
      MAIL_DIR: join(dir, 'mail'),
      // Where webhooks of alerts are received.
      OUTBOUND_ALLOW: '127.0.0.1',
      ...HIGH_RATE_LIMITS,
      // Both profiles can be measured.
      ...(process.env.REDIS_URL === undefined
        ? {}
        : { REDIS_URL: process.env.REDIS_URL, REDIS_PREFIX: `bench-${randomBytes(6).toString('hex')}` }),
    };
    return new BenchServices(postgres.url, postgres, dir, env);
  }

  /** Starts the api. @returns seconds from spawn to ready */
  async startApi(): Promise<number> {
    const began = performance.now();
    this.api = this.spawn('api');
    this.url = await ready(this.api);
    const seconds = (performance.now() - began) / 1_000;
    await this.logIn();
    return seconds;
  }

  /** Takes a new access token where the one there is will not last for the next row: a long run outlasts many. */
  async stayLoggedIn(): Promise<void> {
    if (this.token && performance.now() - this.loggedInAt > TOKEN_USED_MS) await this.logIn();
  }

  private async logIn(): Promise<void> {
    this.token = '';
    const login = await this.request('POST', '/api/v1/auth/login', ADMIN);
    this.token = (login as { accessToken: string }).accessToken;
    this.loggedInAt = performance.now();
  }

  async startWorker(): Promise<void> {
    this.worker = this.spawn('worker');
    await ready(this.worker);
  }

  /** Waits until every rollup of the workload is kept up (Vitrine's measurements of itself go on and on), as the worker does in the background. @returns seconds */
  async rolledUp(progress: (marks: number) => void): Promise<number> {
    const began = performance.now();
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      for (;;) {
        const { rows } = await client.query<{ marks: string; filling: string }>(
          `SELECT (SELECT count(*) FROM metrics.mark WHERE minute < $1) AS marks,
             (SELECT count(*) FROM metrics.grouping WHERE NOT ready) AS filling`,
          [RANGE.to],
        );
        const { marks, filling } = rows[0]!;
        if (marks === '0' && filling === '0') return (performance.now() - began) / 1_000;
        progress(Number(marks));
        await sleep(500);
      }
    } finally {
      await client.end();
    }
  }

  /** Resident memory of the api process in MiB (Linux; NaN elsewhere). */
  apiMemory(): number {
    return memoryOf(this.api);
  }

  /** The same of the worker. */
  workerMemory(): number {
    return memoryOf(this.worker);
  }

  /** @param path of the api, or the URL of a peer. Over kept-alive connections by node:http: fetch would cost more than what is measured. */
  request(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      ...extra,
      ...(text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
    };
    return new Promise((resolve, reject) => {
      const url = path.startsWith('/') ? this.url + path : path;
      const request = http.request(url, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString();
          const { statusCode = 0 } = response;
          if (statusCode < 300) resolve(JSON.parse(answer));
          else reject(new Error(`${method} ${path} answered ${statusCode}: ${answer.slice(0, 500)}`));
        });
      });
      request.on('error', reject);
      request.end(text);
    });
  }

  /** Brings the planner's statistics up to date, as autovacuum would in time. */
  async analyze(): Promise<void> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    await client.query('VACUUM ANALYZE');
    await client.end();
  }

  async stopApi(): Promise<void> {
    await ended(this.api);
  }

  async stopWorker(): Promise<void> {
    await ended(this.worker);
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.stopWorker();
    await this.stopApi();
    await this.postgres.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private spawn(app: 'api' | 'worker'): ChildProcess {
    return spawn(process.execPath, [`dist/apps/${app}/src/main.js`], {
      env: this.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }
}

function memoryOf(child: ChildProcess | undefined): number {
  try {
    const status = readFileSync(`/proc/${child?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}

/** @returns the URL that the process says it listens on */
function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type: string; url: string }) => {
      if (message.type === 'ready') resolve(message.url);
    });
    child.once('exit', (code) => reject(new Error(`a process ended with ${code} before it was ready`)));
  });
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}
