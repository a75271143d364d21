import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorTail } from './error-tail';
import type { Message } from './message';

/** How a process is run and watched. */
export interface ManagedProcessOptions {
  name: string;
  /** Its main module. */
  file: string;
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** File for its output; null = our own output. */
  logFile: string | null;
  /** Show the output beside writing it to the file. */
  tee: boolean;
  onMessage: (message: Message) => void;
  /** It ended after it had been ready, and nobody had asked it to. */
  onDeath: (reason: string) => void;
}

const LOG_LIMIT = 20 * 1024 * 1024;

/** One of Vitrine's processes: started, listened to, stopped. Starting it again is up to its owner. */
export class ManagedProcess {
  private child: ChildProcess | undefined;
  private stopping = false;

  constructor(private readonly options: ManagedProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.running ? this.child?.pid : undefined;
  }

  /** Starts it; answers when it says it is ready, fails with the end of its log when it ends before. */
  start(): Promise<void> {
    const { name, file, cwd, env, logFile, tee } = this.options;
    const output = logFile === null ? 'inherit' : openLog(logFile);
    const from = logFile === null ? 0 : statSync(logFile).size;
    const stream = tee && logFile !== null ? 'pipe' : output;
    const child = spawn(process.execPath, ['--enable-source-maps', file], {
      cwd,
      env,
      stdio: ['ignore', stream, stream, 'ipc'],
      // An own process group: Ctrl-C in the terminal reaches us alone, and we stop things in order.
      detached: true,
      windowsHide: true,
    });
    this.child = child;
    for (const pipe of [child.stdout, child.stderr]) {
      pipe?.on('data', (chunk: Buffer) => {
        if (typeof output === 'number') writeSync(output, chunk);
        process.stdout.write(chunk);
      });
    }

    return new Promise((resolve, reject) => {
      let ready = false;
      child.on('message', (message: Message) => {
        this.options.onMessage(message);
        if (message.type !== 'ready') return;
        ready = true;
        resolve();
      });
      child.on('error', reject);
      child.on('close', (code, signal) => {
        if (typeof output === 'number') closeSync(output);
        if (this.stopping) return reject(new Error(`${name} was stopped`));
        const reason = signal ? `was killed by ${signal}` : `ended with code ${code}`;
        if (ready) return this.options.onDeath(reason);
        const tail = logFile === null ? '' : `\n${errorTail(logFile, from)}\nIts whole log: ${logFile}`;
        reject(new Error(`${name} ${reason} while it started.${tail}`));
      });
    });
  }

  /** SIGTERM, after `killAfterMs` SIGKILL for it and whatever it started. Answers when it is gone. */
  async stop(killAfterMs: number): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (!child || !this.running) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // Windows knows no SIGTERM: there the end of the channel says the same.
    if (process.platform === 'win32') child.disconnect();
    else child.kill('SIGTERM');
    const late = new AbortController();
    const kill = sleep(killAfterMs, undefined, { signal: late.signal }).then(() => this.kill());
    await Promise.race([ended, kill.catch(() => {})]);
    late.abort();
    await ended;
  }

  /** Ends it at once, and whatever it started. */
  kill(): void {
    this.stopping = true;
    if (!this.running || this.child?.pid === undefined) return;
    try {
      process.kill(process.platform === 'win32' ? this.child.pid : -this.child.pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }

  private get running(): boolean {
    const { child } = this;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}
