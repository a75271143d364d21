import { setTimeout as sleep } from 'node:timers/promises';
import type { DeathCount } from './death-count';
import { ManagedProcess, type ManagedProcessOptions } from './managed-process';
import type { RunFile } from './run-file';
import type { Terminal } from './terminal';

/** Api and worker: started together, started again when they die, stopped together. */
export class Fleet {
  private readonly processes: ManagedProcess[] = [];
  private stopping = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly runFile: RunFile | undefined,
    private readonly deaths: DeathCount,
    /** They die faster than starting them again helps. */
    private readonly onHopeless: (reason: string) => void,
  ) {}

  /** Starts one more process; answers when it is ready, fails when its first start does. */
  start(options: Omit<ManagedProcessOptions, 'onDeath'>): Promise<void> {
    const process = new ManagedProcess({
      ...options,
      onDeath: (reason) => void this.revive(process, reason),
    });
    this.processes.push(process);
    return this.launch(process);
  }

  async stop(killAfterMs: number): Promise<void> {
    this.stopping = true;
    await Promise.all(this.processes.map((process) => process.stop(killAfterMs)));
  }

  /** Ends all at once. */
  kill(): void {
    this.stopping = true;
    for (const process of this.processes) process.kill();
  }

  private launch(process: ManagedProcess): Promise<void> {
    const ready = process.start();
    this.runFile?.write(
      this.processes.flatMap(({ name, pid }) => (pid === undefined ? [] : [{ name, pid }])),
    );
    return ready;
  }

  private async revive(process: ManagedProcess, reason: string): Promise<void> {
    if (this.stopping) return;
    const { delayMs, hopeless } = this.deaths.record();
    if (hopeless)
      return this.onHopeless(`${process.name} ${reason}; the fifth unexpected end within a minute.`);
    this.terminal.fact(process.name, `${reason}; starting it again in ${delayMs / 1000} s`);
    await sleep(delayMs);
    if (this.stopping) return;
    try {
      await this.launch(process);
      this.terminal.fact(process.name, 'is back');
    } catch (error) {
      await this.revive(process, error instanceof Error ? error.message : String(error));
    }
  }
}
