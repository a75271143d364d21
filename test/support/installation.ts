import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { StatementCounter } from './statement-counter';
import { createDatabase } from './test-database';
import { ADMIN, type Answer, environment, login, type RequestOptions, send, type WorldUser } from './world';

const START_WITHIN_MS = 60_000;

/** One line of a process's log. */
export interface LogLine {
  time?: string;
  msg?: string;
  job?: string;
  jobId?: string;
}

/** A compiled api or worker that runs by itself, as it is deployed. */
export class Program {
  readonly log: LogLine[] = [];

  private constructor(
    readonly child: ChildProcess,
    /** What it sends to its database. */
    readonly statements: StatementCounter,
    /** Of an api. */
    readonly url: string,
  ) {
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{')) this.log.push(JSON.parse(line) as LogLine);
      });
  }

  static async start(app: 'api' | 'worker', env: Record<string, string>): Promise<Program> {
    const statements = await StatementCounter.before(env.DATABASE_URL ?? '');
    const child = fork(`dist/apps/${app}/src/main.js`, [], {
      env: { ...env, PATH: process.env.PATH, DATABASE_URL: statements.url },
      execArgv: [],
      silent: true,
    });
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the ${app} ended with ${code} before it was ready: ${errors}`);
    });
    const ready = once(child, 'message', { signal: AbortSignal.timeout(START_WITHIN_MS) });
    const [message] = (await Promise.race([ready, ended])) as [{ url?: string }];
    ended.catch(() => {});
    return new Program(child, statements, message.url ?? '');
  }

  async kill(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exited;
    }
    await this.statements.close();
  }
}

/** Several apis and workers on one database of their own, and in the server profile on one Redis. */
export class Installation {
  private constructor(
    readonly environment: Record<string, string>,
    readonly databaseUrl: string,
    readonly apis: Program[],
    readonly workers: Program[],
    readonly admin: WorldUser,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  /** Starts all of them at once, as an orchestrator does. */
  static async start(counts: { apis: number; workers: number }, env: Record<string, string> = {}) {
    const { url, drop } = await createDatabase();
    const settings = environment(url, { LOG_LEVEL: 'info', ...env });
    const started = (app: 'api' | 'worker', count: number): Promise<Program[]> =>
      Promise.all(Array.from({ length: count }, () => Program.start(app, settings)));
    const [apis, workers] = await Promise.all([
      started('api', counts.apis),
      started('worker', counts.workers),
    ]);
    const admin = await login(apis[0]?.url ?? '', ADMIN.email, ADMIN.password);
    return new Installation(settings, url, apis, workers, admin, drop);
  }

  /** Sends a request to one of the apis; a path that begins with `/` is below `/api/v1`. */
  request<B = Record<string, unknown>>(
    api: number,
    method: string,
    path: string,
    { token = this.admin.token, ...options }: RequestOptions = {},
  ): Promise<Answer<B>> {
    return send<B>(this.apis[api]?.url ?? '', method, `/api/v1${path}`, { token, ...options });
  }

  async close(): Promise<void> {
    for (const program of [...this.apis, ...this.workers]) await program.kill();
    await this.dropDatabase();
  }
}
