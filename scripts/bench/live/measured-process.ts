import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** A process of the benchmark that answers messages one at a time. */
export class MeasuredProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @param program beside this file */
  static start(program: 'api-server' | 'ws-server' | 'clients'): MeasuredProcess {
    return new MeasuredProcess(
      fork(join(__dirname, `${program}.js`), [], { execArgv: [], stdio: 'inherit' }),
    );
  }

  /** Sends a message and resolves with what it is answered under this name. */
  ask<T>(message: object, name: string): Promise<T> {
    const answer = this.answer<T>(name);
    this.child.send(message);
    return answer;
  }

  tell(message: object): void {
    this.child.send(message);
  }

  answer<T>(name: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null): void => reject(new Error(`a process ended with ${code}`));
      this.child.once('exit', ended);
      this.child.once('message', (message: Record<string, T>) => {
        this.child.off('exit', ended);
        resolve(message[name] as T);
      });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const exited = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await exited;
  }
}
