import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { FirstAdmin } from '@app/auth';
import { Database } from '@app/database';
import { type AppConfig, type Clock, createLogger, loadConfig } from '@app/platform';
import { createApi } from '../../apps/api/src/create-api';
import { firstAdminOptions } from '../../apps/profile';
import { createWorker, type WorkerProcess } from '../../apps/worker/src/create-worker';
import { drawingProgram } from '../../libs/exports/src/drawing/picture-writer';
import { createDatabase } from './test-database';

// This worker runs from the sources, and threads cannot.
drawingProgram.path = join(__dirname, '../../dist/libs/exports/src/drawing/drawing-thread.js');

export interface Answer<B = Record<string, unknown>> {
  status: number;
  headers: Headers;
  /** Parsed when the answer is JSON, else the text; undefined when there is none. */
  body: B;
}

export interface RequestOptions {
  token?: string;
  /** An object is sent as JSON; a string or buffer as it is, with the content-type of `headers`. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface WorldUser {
  id: string;
  email: string;
  password: string;
  token: string;
}

/** The first administrator of every test installation. */
export const ADMIN = { email: 'admin@example.com', password: 'correct horse battery staple' };
/** A busy test machine is no overload, and tests ask a lot. */
const GENEROUS_LIMITS = {
  LOGIN_LIMIT_PER_ACCOUNT: '10000',
  LOGIN_LIMIT_PER_ADDRESS: '10000',
  RATE_LIMIT_DATA_READS: '0',
  RATE_LIMIT_POINTS: '0',
  RATE_LIMIT_EXPORTS: '0',
  RATE_LIMIT_REQUESTS: '0',
  RATE_LIMIT_SOURCE_TESTS: '0',
  RATE_LIMIT_PROBES: '0',
  EVENT_LOOP_LAG_MAX_MS: '60000',
  DATABASE_QUEUE_MAX: '10000',
  QUERY_QUEUE_WAIT_MS: '60000',
};

/** The real API in this process, on its own freshly migrated database, with a first admin logged in. */
export class World {
  private readonly workers: WorkerProcess[] = [];

  private constructor(
    readonly app: NestFastifyApplication,
    readonly config: AppConfig,
    readonly api: string,
    readonly databaseUrl: string,
    readonly organizationId: string,
    readonly admin: WorldUser,
    /** What the api of this world was configured with. */
    readonly environment: Record<string, string>,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async create(options: { env?: Record<string, string>; clock?: Clock } = {}): Promise<World> {
    const { url, drop } = await createDatabase();
    const env = environment(url, options.env);
    const config = loadConfig(env);
    const app = await createApi({ config, logger: testLogger('api', config.logLevel), clock: options.clock });
    await app.init();
    const { organizationId } = await app.get(FirstAdmin).ensure(firstAdminOptions(config));
    await app.listen(0, '127.0.0.1');
    const api = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    const admin = await login(api, ADMIN.email, ADMIN.password);
    return new World(app, config, api, url, organizationId, admin, env, drop);
  }

  get database(): Database {
    return this.app.get(Database);
  }

  /** A provider of the API's container. */
  get<T>(type: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.app.get(type, { strict: false });
  }

  /** Sends a request. Paths begin with `/`; those of the API may leave `/api/v1` away when they begin with it or not. */
  request<B = Record<string, unknown>>(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<Answer<B>> {
    return send<B>(this.api, method, path, options);
  }

  /** Creates and logs in a user of the admin's organization. */
  async user(options: { roles: string[]; dataPolicy?: Record<string, string[]> }): Promise<WorldUser> {
    const email = `user-${randomBytes(6).toString('hex')}@example.com`;
    const password = randomBytes(12).toString('base64url');
    const created = await this.request<{ id: string }>('POST', '/api/v1/users', {
      token: this.admin.token,
      body: { email, name: 'A user', roles: options.roles, password },
    });
    if (created.status !== 201)
      throw new Error(`POST /users answered ${created.status}: ${JSON.stringify(created.body)}`);
    if (options.dataPolicy) {
      await this.database.query('UPDATE users SET data_policy = $1 WHERE id = $2', [
        JSON.stringify(options.dataPolicy),
        created.body.id,
      ]);
    }
    return login(this.api, email, password);
  }

  /** Starts the worker in this process, on the same database. */
  async worker(env: Record<string, string> = {}): Promise<WorkerProcess> {
    const config = loadConfig({ ...this.environment, ...env });
    const worker = await createWorker({ config, logger: testLogger('worker', config.logLevel) });
    this.workers.push(worker);
    return worker;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await worker.close();
    await this.app.close();
    await this.dropDatabase();
    await rm(this.config.filesDir, { recursive: true, force: true });
  }
}

/** The one-line test world. Close it in `afterAll`. */
export function aWorld(options: { env?: Record<string, string>; clock?: Clock } = {}): Promise<World> {
  return World.create(options);
}

export async function login(api: string, email: string, password: string): Promise<WorldUser> {
  const answer = await send<{ accessToken: string; user: { id: string } }>(
    api,
    'POST',
    '/api/v1/auth/login',
    {
      body: { email, password },
    },
  );
  if (answer.status !== 200)
    throw new Error(`login answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return { id: answer.body.user.id, email, password, token: answer.body.accessToken };
}

export async function send<B>(
  api: string,
  method: string,
  path: string,
  options: RequestOptions,
): Promise<Answer<B>> {
  const raw = typeof options.body === 'string' || options.body instanceof Uint8Array;
  const headers: Record<string, string> = { ...options.headers };
  if (options.token) headers.authorization = `Bearer ${options.token}`;
  if (options.body !== undefined && !raw) headers['content-type'] ??= 'application/json';
  const body =
    options.body === undefined
      ? undefined
      : raw
        ? (options.body as RequestInit['body'])
        : JSON.stringify(options.body);
  const response = await fetch(api + path, { method, headers, body, redirect: 'manual' });
  const text = await response.text();
  const json =
    /json/.test(response.headers.get('content-type') ?? '') &&
    !/ndjson/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : json ? JSON.parse(text) : text) as B,
  };
}

/** The settings of an api or worker on a database, in the profile that is tested. */
export function environment(url: string, extra: Record<string, string> = {}): Record<string, string> {
  const redis = process.env.VITRINE_TEST_REDIS;
  return {
    DATABASE_URL: url,
    ...(redis ? { REDIS_URL: redis, REDIS_PREFIX: `t${randomBytes(6).toString('hex')}` } : {}),
    JWT_SECRET: randomBytes(48).toString('base64url'),
    ENCRYPTION_KEY: randomBytes(48).toString('base64url'),
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    PORT: '0',
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    DRAIN_DELAY_MS: '0',
    DATABASE_POOL_MAX: '6',
    SELF_TELEMETRY: 'false',
    // Both processors are busy with tests: who yields to everything else would not get on.
    WORKER_NICE: '0',
    FILES_DIR: join(tmpdir(), `vitrine-files-${randomBytes(6).toString('hex')}`),
    VITRINE_PROFILE: redis ? 'server' : 'embedded',
    ...GENEROUS_LIMITS,
    ...extra,
  };
}

function testLogger(name: 'api' | 'worker', level: string) {
  return createLogger({ name, level });
}
