import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './embedded';

interface Entry {
  name: string;
  pid: number;
  identity: string | null;
}

/** The list of processes that a supervisor has started, for the next one in case it is killed. */
export class RunFile {
  constructor(private readonly file: string) {}

  write(processes: { name: string; pid: number }[]): void {
    const entries: Entry[] = processes.map(({ name, pid }) => ({
      name,
      pid,
      identity: processIdentity(pid),
    }));
    const fresh = `${this.file}.new`;
    writeFileSync(fresh, `${JSON.stringify(entries, null, 2)}\n`);
    renameSync(fresh, this.file);
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }

  /**
   * Stops what a killed supervisor left running, and names it. A process counts only when it started at the
   * recorded time: a pid that now belongs to another program is left alone.
   */
  async stopLeftovers(killAfterMs = 3500): Promise<string[]> {
    const left = this.read().filter(alive);
    for (const { pid } of left) signal(pid, 'SIGTERM');
    for (const end = Date.now() + killAfterMs; left.some(alive) && Date.now() < end;) await sleep(20);
    for (const entry of left.filter(alive)) signal(-entry.pid, 'SIGKILL');
    while (left.some(alive)) await sleep(20);
    this.remove();
    return left.map(({ name, pid }) => `${name} (process ${pid})`);
  }

  private read(): Entry[] {
    if (!existsSync(this.file)) return [];
    try {
      return JSON.parse(readFileSync(this.file, 'utf8')) as Entry[];
    } catch {
      return []; // written by another version, or by hand: nothing in it can be believed
    }
  }
}

function alive({ pid, identity }: Entry): boolean {
  return identity !== null && identity !== 'alive' && processIdentity(pid) === identity;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just ended.
  }
}
