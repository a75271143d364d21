import { join } from 'node:path';
import { childEnvironment } from './child-environment';
import { claimPort } from './claim-port';
import { DatabaseKeeper } from './database-keeper';
import { DeathCount } from './death-count';
import { Fleet } from './fleet';
import { HomeFolder } from './home-folder';
import type { Message } from './message';
import { Migrator } from './migrator';
import { RunFile } from './run-file';
import { keepSecrets } from './secrets';
import type { Settings } from './settings';
import type { Terminal } from './terminal';
import { type AdminLogin, welcome } from './welcome';

/** Main modules of the processes, as absolute paths. */
export interface Programs {
  api: string;
  worker: string;
  migrate: string;
}

/** Api and worker may take so long to stop before they are killed, in milliseconds. */
const CHILDREN_MS = 3500;

/** And the database so long, all together, so that nothing runs any more after five seconds. */
const TOTAL_MS = 4500;

/** And nothing may hold us longer than this, in milliseconds. */
const HARD_STOP_MS = 8000;

/** npm passes on the Ctrl-C that the terminal has already sent: the same one within this time, in milliseconds. */
const SAME_SIGNAL_MS = 400;

const DEFAULT_ADMIN = 'admin@vitrine.localhost';

/** Starts Vitrine's processes in order, keeps them running, and stops them in the opposite order. */
export class Supervisor {
  private readonly finished = Promise.withResolvers<number>();
  private readonly deaths = new DeathCount();
  private home: HomeFolder | undefined;
  private runFile: RunFile | undefined;
  private migrator: Migrator | undefined;
  private database: DatabaseKeeper | undefined;
  private fleet: Fleet | undefined;
  private generatedAdmin: { email: string; password: string } | undefined;
  private selfOrganization: string | undefined;
  private livePage: boolean | undefined;
  private demo = false;
  private welcomed = false;
  private stoppingSince: number | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly programs: Programs,
    private readonly terminal: Terminal,
  ) {}

  /** Runs until it is told to stop; answers the exit code. */
  async run(): Promise<number> {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.onSignal());
    this.followParent();
    try {
      await this.start();
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
    return this.finished.promise;
  }

  private async start(): Promise<void> {
    const began = Date.now();
    const { settings, terminal } = this;
    terminal.line('Starting Vitrine');
    if (settings.profile === 'embedded') {
      this.home = HomeFolder.claim(settings.dir, `npm start at port ${settings.port}`);
      this.runFile = new RunFile(this.home.path('run.json'));
      const left = await this.runFile.stopLeftovers();
      if (left.length > 0) terminal.line(`  stopped what an earlier start left behind: ${left.join(', ')}`);
    }
    const port = await claimPort(settings.host, settings.port);
    this.refuseToGoOn();
    this.migrator = new Migrator(this.programs.migrate, process.env);
    const urls = await this.startDatabase();
    this.refuseToGoOn();
    const migrator = this.migrator;
    await terminal.step(
      'migrations',
      (report) => migrator.run(urls.direct, (line) => report(null, line)),
      (applied) => (applied.length === 0 ? 'up to date' : `${applied.length} applied`),
    );
    this.refuseToGoOn();
    const url = await this.startFleet(urls.pooled, port);
    this.welcome(url, (Date.now() - began) / 1000);
  }

  /** Between the steps of a start: what has not begun when Ctrl-C comes must not begin after it. */
  private refuseToGoOn(): void {
    if (this.stoppingSince !== undefined) throw new Error('Stopped while it started.');
  }

  private async startDatabase(): Promise<{ pooled: string; direct: string }> {
    const { databaseUrl, directUrl } = this.settings;
    if (databaseUrl !== undefined) {
      this.terminal.fact('database', new URL(databaseUrl).host);
      return { pooled: databaseUrl, direct: directUrl ?? databaseUrl };
    }
    const folder = join(this.settings.dir, 'postgres');
    const keeper = new DatabaseKeeper(folder, this.terminal, this.deaths, (reason) => this.fail(reason));
    this.database = keeper;
    const { url } = await this.terminal.step(
      'database',
      () => keeper.start(),
      (database) => `PostgreSQL on 127.0.0.1:${database.port}, data in ${database.data}`,
    );
    return { pooled: url, direct: url };
  }

  private async startFleet(databaseUrl: string, port: number): Promise<string> {
    const { settings, terminal, home } = this;
    const secrets = home ? keepSecrets(settings.dir) : {};
    const env = childEnvironment(settings, { port, databaseUrl, secrets });
    this.demo = (env.DEMO || 'none') !== 'none';
    let url = `http://${settings.host}:${port}`;
    const fleet = new Fleet(terminal, this.runFile, this.deaths, (reason) => this.fail(reason));
    this.fleet = fleet;
    const start = (name: 'api' | 'worker') =>
      fleet.start({
        name,
        file: this.programs[name],
        cwd: settings.root,
        env,
        logFile: home ? home.path('logs', `${name}.log`) : null,
        tee: settings.logStdout,
        onMessage: (message) => {
          if (message.type === 'ready') url = message.url ?? url;
          this.onMessage(message);
        },
      });
    const api = start('api');
    const worker = start('worker');
    const both = Promise.all([api, worker]);
    both.catch(() => {}); // heard by the steps below, or of no interest after the first of them has failed
    await terminal.step(
      'api',
      () => Promise.race([api, both]),
      () => url,
    );
    await terminal.step(
      'worker',
      () => both,
      () => 'takes jobs',
    );
    return url;
  }

  private onMessage(message: Message): void {
    const { terminal } = this;
    if (message.type === 'ready') {
      this.selfOrganization ??= message.selfOrganization;
      this.livePage ??= message.livePage;
    } else if (message.type === 'first-admin') {
      this.generatedAdmin = message;
      this.home?.rememberAdmin(message.email);
    } else if (message.type === 'notice') {
      terminal.line(`  ${message.text}`);
    } else if (message.type === 'progress' && this.welcomed && this.stoppingSince === undefined) {
      const { label, percent, detail = '', done = false } = message;
      if (done) terminal.finish(label, detail || 'done');
      else terminal.progress(label, percent, detail);
    }
  }

  private welcome(url: string, seconds: number): void {
    const admin: AdminLogin = {
      email: this.home?.adminEmail ?? (process.env.ADMIN_EMAIL || DEFAULT_ADMIN),
      chosen: Boolean(process.env.ADMIN_PASSWORD),
      ...this.generatedAdmin,
    };
    const { selfOrganization, livePage, demo } = this;
    this.terminal.line(welcome(url, admin, seconds, { selfOrganization, livePage, demo }));
    this.welcomed = true;
  }

  /** A signal to npm may end npm and its shell alone: then nobody could stop us any more, so we stop. */
  private followParent(): void {
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent && this.stoppingSince === undefined) void this.stop(0);
    }, 500).unref();
  }

  private onSignal(): void {
    if (this.stoppingSince === undefined) {
      void this.stop(0);
    } else if (Date.now() - this.stoppingSince > SAME_SIGNAL_MS) {
      this.fleet?.kill();
      void this.database?.stop(0);
    }
  }

  private fail(reason: string): void {
    if (this.stoppingSince !== undefined) return;
    this.terminal.done();
    this.terminal.line(`\n${reason}\n`);
    void this.stop(1);
  }

  private async stop(code: number): Promise<void> {
    const began = (this.stoppingSince ??= Date.now());
    // Whatever hangs, the terminal is given back; what is left then is stopped by the next start.
    setTimeout(() => this.finished.resolve(1), HARD_STOP_MS);
    this.terminal.done();
    if (this.fleet) this.terminal.line('Stopping');
    this.migrator?.stop();
    await this.fleet?.stop(CHILDREN_MS);
    await this.database?.stop(Math.max(500, TOTAL_MS - (Date.now() - began)));
    this.runFile?.remove();
    this.home?.release();
    if (this.fleet) this.terminal.line(`Stopped after ${((Date.now() - began) / 1000).toFixed(1)} s`);
    this.finished.resolve(code);
  }
}
