import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres, migrate } from '@app/database';
import { Client } from 'pg';

/** Nobody is refused, and every request is counted, as it is in service. */
const HIGH_RATE_LIMITS = {
  RATE_LIMIT_DATA_READS: '1000000000',
  RATE_LIMIT_POINTS: '1000000000',
  RATE_LIMIT_REQUESTS: '1000000000',
};
const ADMIN = { email: 'bench@vitrine.localhost', password: randomBytes(18).toString('base64url') };

/** A database and an api process of the benchmark's own, on free ports of 127.0.0.1. */
export class BenchServices {
  private constructor(
    readonly databaseUrl: string,
    private readonly postgres: EmbeddedPostgres,
    private readonly dir: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  private readonly agent = new http.Agent({ keepAlive: true });
  private api: ChildProcess | undefined;
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
      ...HIGH_RATE_LIMITS,
    };
    return new BenchServices(postgres.url, postgres, dir, env);
  }

  /** Starts the api. @returns seconds from spawn to ready */
  async startApi(): Promise<number> {
    const began = performance.now();
    const child = spawn(process.execPath, ['dist/apps/api/src/main.js'], {
      env: this.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.api = child;
    this.token = '';
    this.url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { type: string; url: string }) => {
        if (message.type === 'ready') resolve(message.url);
      });
      child.once('exit', (code) => reject(new Error(`the api ended with ${code} before it was ready`)));
    });
    const seconds = (performance.now() - began) / 1_000;
    const login = await this.request('POST', '/api/v1/auth/login', ADMIN);
    this.token = (login as { accessToken: string }).accessToken;
    return seconds;
  }

  /** Resident memory of the api process in MiB (Linux; NaN elsewhere). */
  apiMemory(): number {
    try {
      const status = readFileSync(`/proc/${this.api?.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
    } catch {
      return Number.NaN;
    }
  }

  /** Over kept-alive connections by node:http: fetch would cost more than what is measured. */
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
      const request = http.request(this.url + path, { method, headers, agent: this.agent }, (response) => {
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
    const child = this.api;
    if (!child || child.exitCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.stopApi();
    await this.postgres.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
