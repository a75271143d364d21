import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { processIdentity } from './process-identity';

/** Who holds a lock: its process and what it does, in words for people. */
export interface LockHolder {
  pid: number;
  purpose: string;
}

interface LockRecord extends LockHolder {
  identity: string | null;
}

/** Thrown by `DirectoryLock.acquire` when a living process holds the lock. */
export class LockedError extends Error {
  override readonly name = 'LockedError';

  constructor(
    readonly file: string,
    readonly holder: LockHolder,
  ) {
    super(`${file} is held by process ${holder.pid} (${holder.purpose})`);
  }
}

/**
 * A lock file that outlives no process: it names its holder by pid and start time, so a lock left by a killed
 * process is taken over, also when the pid has since been given to another one.
 */
export class DirectoryLock {
  private constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  /** Takes the lock `file` for this process. Throws `LockedError` when a living process holds it. */
  static acquire(file: string, purpose: string): DirectoryLock {
    const record: LockRecord = { pid: process.pid, purpose, identity: processIdentity(process.pid) };
    const text = `${JSON.stringify(record)}\n`;
    const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
    writeFileSync(own, text, { mode: 0o644 });
    try {
      // A link is atomic and never overwrites, and the file it names is complete.
      while (!linked(own, file)) removeStale(file);
    } finally {
      rmSync(own, { force: true });
    }
    return new DirectoryLock(file, text);
  }

  /** The living process that holds `file`, or null. */
  static holder(file: string): LockHolder | null {
    return livingHolder(readText(file));
  }

  /** Gives the lock back. Safe to call twice, and when another process has taken it over. */
  release(): void {
    if (readText(this.file) === this.text) rmSync(this.file, { force: true });
  }
}

function removeStale(file: string): void {
  const text = readText(file);
  if (text === null) return;
  const holder = livingHolder(text);
  if (holder) throw new LockedError(file, holder);
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process was faster; the next attempt sees its lock
  }
  // Between reading and renaming another process may have taken the lock: then this was its file.
  if (readText(aside) !== text) linked(aside, file);
  rmSync(aside, { force: true });
}

function livingHolder(text: string | null): LockHolder | null {
  if (text === null) return null;
  try {
    const { pid, purpose, identity } = JSON.parse(text) as LockRecord;
    const alive = processIdentity(pid);
    return alive !== null && alive === identity ? { pid, purpose } : null;
  } catch {
    return null;
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
