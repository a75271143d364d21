import { setTimeout as sleep } from 'node:timers/promises';
import type { DeathCount } from './death-count';
import { EmbeddedPostgres } from './embedded';
import type { Terminal } from './terminal';

/** Runs the embedded database and starts it again, at the same port, when it dies. */
export class DatabaseKeeper {
  private starting: Promise<EmbeddedPostgres> | undefined;
  private readonly abort = new AbortController();

  constructor(
    private readonly dir: string,
    private readonly terminal: Terminal,
    private readonly deaths: DeathCount,
    /** It cannot be brought back. */
    private readonly onHopeless: (reason: string) => void,
  ) {}

  start(port?: number): Promise<EmbeddedPostgres> {
    this.starting = EmbeddedPostgres.start({
      dir: this.dir,
      port,
      log: (line) => this.terminal.fact('database', line),
      purpose: 'npm start',
      signal: this.abort.signal,
    });
    return this.starting.then((database) => {
      void database.exited.then(() => this.revive(database));
      return database;
    });
  }

  /** Stops it, at the latest shortly after `fastMs` milliseconds. */
  async stop(fastMs: number): Promise<void> {
    this.abort.abort();
    const database = await this.starting?.catch(() => undefined);
    await database?.stop(fastMs);
  }

  private async revive(dead: EmbeddedPostgres): Promise<void> {
    if (this.abort.signal.aborted) return;
    const { delayMs, hopeless } = this.deaths.record();
    if (hopeless) return this.onHopeless('The database ended; the fifth unexpected end within a minute.');
    this.terminal.fact('database', 'ended unexpectedly; starting it again');
    await dead.stop();
    await sleep(delayMs);
    if (this.abort.signal.aborted) return;
    try {
      await this.start(dead.port);
      this.terminal.fact('database', 'is back');
    } catch (error) {
      this.onHopeless(error instanceof Error ? error.message : String(error));
    }
  }
}
