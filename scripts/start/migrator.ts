import { type ChildProcess, fork } from 'node:child_process';
import type { MigrateReply } from './migrate-process';

/** Runs migrations in a process that loads while the database is still starting. */
export class Migrator {
  private readonly child: ChildProcess;
  private output = '';

  constructor(file: string, env: NodeJS.ProcessEnv) {
    this.child = fork(file, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true });
    for (const pipe of [this.child.stdout, this.child.stderr]) {
      pipe?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    }
    // It is listened to once it has been asked.
    this.child.on('error', (error) => (this.output += error.message));
  }

  /** Brings the database to the newest schema; answers the names of the migrations applied. */
  run(url: string, log: (line: string) => void): Promise<string[]> {
    return new Promise((resolve, reject) => {
      const failed = (reason: string) => reject(new Error(`The migrations failed: ${reason}`));
      this.child.on('message', (reply: MigrateReply) => {
        if ('line' in reply) log(reply.line);
        else if ('applied' in reply) resolve(reply.applied);
        else failed(reply.error);
      });
      this.child.once('close', (code, signal) =>
        failed(`${this.output.trim().slice(-1500)} (${signal ?? code})`),
      );
      if (this.ended) failed(this.output.trim().slice(-1500));
      else this.child.send({ url });
    });
  }

  stop(): void {
    if (!this.ended) this.child.kill('SIGKILL');
  }

  private get ended(): boolean {
    return this.child.pid === undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }
}
