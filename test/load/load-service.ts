import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres, migrate } from '@app/database';

/** How one request went: its status, 0 when the connection broke, and milliseconds until the whole answer was there. */
export interface Sample {
  status: number;
  ms: number;
}

/** Nobody is refused, and every request is counted: what that costs is measured too. */
export const HIGH_RATE_LIMITS = {
  RATE_LIMIT_DATA_READS: '1000000000',
  RATE_LIMIT_POINTS: '1000000000',
  RATE_LIMIT_REQUESTS: '1000000000',
  RATE_LIMIT_PROBES: '1000000000',
};

/** The administrator of every service. */
export const LOGIN = { email: 'load@vitrine.localhost', password: randomBytes(18).toString('base64url') };

/** A database of its own, and api processes on it with settings of their own. */
export class LoadService {
  /** As many connections as a proxy would hold; what finds none free waits here, and that counts. */
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 400 });
  private child: ChildProcess | undefined;
  url = '';
  token = '';

  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private readonly dir: string,
    private readonly env: Record<string, string | undefined>,
  ) {}

  static async start(): Promise<LoadService> {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-load-'));
    const postgres = await EmbeddedPostgres.start({ dir });
    await migrate({ url: postgres.url });
    const secret = () => randomBytes(48).toString('base64url');
    return new LoadService(postgres, dir, {
      PATH: process.env.PATH,
      DATABASE_URL: postgres.url,
      JWT_SECRET: secret(),
      ENCRYPTION_KEY: secret(),
      ADMIN_EMAIL: LOGIN.email,
      ADMIN_PASSWORD: LOGIN.password,
      PORT: '0',
      LOG_LEVEL: 'error',
      DRAIN_DELAY_MS: '0',
      LOGIN_LIMIT_PER_ACCOUNT: '1000',
      LOGIN_LIMIT_PER_ADDRESS: '1000',
      ...HIGH_RATE_LIMITS,
    });
  }

  /** Starts an api process and logs in. */
  async startApi(settings: Record<string, string> = {}): Promise<void> {
    const child = fork(join(__dirname, '../../apps/api/src/main.js'), [], {
      env: { ...this.env, ...settings },
      execArgv: [],
    });
    this.child = child;
    this.url = await new Promise<string>((resolve, reject) => {
      child.on('message', (message: { type: string; url: string }) => {
        if (message.type === 'ready') resolve(message.url);
      });
      child.once('exit', (code) => reject(new Error(`the api ended with ${code} before it was ready`)));
    });
    const { status, answer } = await this.send('POST', '/api/v1/auth/login', LOGIN);
    if (status !== 200) throw new Error(`login was answered ${status}: ${answer}`);
    this.token = (JSON.parse(answer) as { accessToken: string }).accessToken;
  }

  /** Resident memory of the api process in MiB (Linux). */
  memory(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1_024;
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    extra: Record<string, string> = {},
  ): Promise<Sample & { answer: string }> {
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = {
      ...extra,
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(this.token && { authorization: `Bearer ${this.token}` }),
    };
    const began = performance.now();
    return new Promise((resolve) => {
      const done = (status: number, answer: string) =>
        resolve({ status, answer, ms: performance.now() - began });
      const request = http.request(this.url + path, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', () => done(0, ''));
        response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
      });
      request.on('error', () => done(0, ''));
      request.end(text);
    });
  }

  async stopApi(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await exited;
    this.token = '';
  }

  async stop(): Promise<void> {
    this.agent.destroy();
    await this.stopApi();
    await this.postgres.stop();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
