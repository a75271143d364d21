import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DirectoryLock, LockedError } from './embedded';

/** The folder of everything the embedded profile keeps, claimed for this process. */
export class HomeFolder {
  private constructor(
    private readonly dir: string,
    private readonly lock: DirectoryLock,
  ) {}

  /** Creates the folder if missing and claims it. Throws, saying who has it, when another Vitrine runs on it. */
  static claim(dir: string, purpose: string): HomeFolder {
    mkdirSync(join(dir, 'logs'), { recursive: true });
    // Root's database runs under another account, which must get through to its own folder in here.
    if (process.getuid?.() === 0) chmodSync(dir, statSync(dir).mode | 0o011);
    try {
      return new HomeFolder(dir, DirectoryLock.acquire(join(dir, 'lock'), purpose));
    } catch (error) {
      if (!(error instanceof LockedError)) throw error;
      throw new Error(
        `Vitrine already runs on ${dir}: process ${error.holder.pid} (${error.holder.purpose}).\n` +
          'Stop that one first, or start another beside it: VITRINE_DIR=.vitrine-2 PORT=3001 npm start',
        { cause: error },
      );
    }
  }

  path(...names: string[]): string {
    return join(this.dir, ...names);
  }

  /** Login of the first admin whose password was shown once; undefined before, or when the operator chose it. */
  get adminEmail(): string | undefined {
    try {
      return readFileSync(this.path('first-admin'), 'utf8').trim() || undefined;
    } catch {
      return undefined;
    }
  }

  rememberAdmin(email: string): void {
    writeFileSync(this.path('first-admin'), `${email}\n`);
  }

  release(): void {
    this.lock.release();
  }
}
