import type { ChildProcess } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Binaries, findBinaries } from './binaries';
import { OWNER, connectionUrl, keepCredentials } from './credentials';
import { DirectoryLock, LockedError } from './directory-lock';
import { initCluster } from './init-cluster';
import { type Place, copiesFolder, findPlace } from './place';
import { clearRemains, findPostmaster, stopPostmaster } from './postmaster';
import { prepareDatabase } from './prepare-database';
import { startServer } from './server-process';

/** What `EmbeddedPostgres.start` is asked for. */
export interface EmbeddedPostgresOptions {
  /** Folder of the server; created if missing. Data, passwords and the server's log are kept in it. */
  dir: string;
  /** Database to create if missing; default `vitrine`. */
  database?: string;
  /** Port on 127.0.0.1; default any free one. */
  port?: number;
  /** Receives what happens, line by line. */
  log?: (line: string) => void;
  /** Gives up durability for speed: for tests. */
  fast?: boolean;
  /** What the lock says this process is doing, for the message to a second one; default `Vitrine`. */
  purpose?: string;
  /** Gives up a start that is under way; `start` then fails, and nothing is left running. */
  signal?: AbortSignal;
}

/**
 * A PostgreSQL of this process's own, from the npm package: no installation, no root.
 *
 * It survives the death of its launcher; the next `start` on the same folder stops it in order and starts it
 * again as its own child. One folder has one launcher: a second is refused with a `LockedError`.
 */
export class EmbeddedPostgres {
  /** Resolves when the server has ended, by `stop` or otherwise. */
  readonly exited: Promise<void>;

  private constructor(
    /** Connection URL of the role that owns the database. */
    readonly url: string,
    readonly pid: number,
    readonly port: number,
    /** Data directory; not inside `dir` when the server's account cannot reach that. */
    readonly data: string,
    child: ChildProcess,
    private readonly binaries: Binaries,
    private readonly lock: DirectoryLock,
  ) {
    this.exited = new Promise((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
  }

  /** Starts the server, creating it at the first time, and answers when the database can be used. */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const {
      dir,
      database = OWNER,
      port,
      log = () => {},
      fast = false,
      purpose = 'Vitrine',
      signal,
    } = options;
    const place = findPlace(dir, fast, log);
    refuseForeign(place);
    const lock = acquire(place, purpose);
    try {
      const copies = () => (place.as.uid === undefined ? place.home : copiesFolder(fast));
      const binaries = findBinaries(place.as, copies, log);
      await clearTheWay(place, binaries, log);
      const credentials = keepCredentials(place.home);
      await initCluster(place, binaries, credentials, { fast, signal });
      signal?.throwIfAborted();
      const server = await startServer(place, binaries, { port, fast, log, signal });
      try {
        await prepareDatabase(server.port, database, credentials);
      } catch (error) {
        await stopPostmaster(server.pid, binaries);
        throw error;
      }
      const url = connectionUrl(credentials, OWNER, server.port, database);
      return new EmbeddedPostgres(url, server.pid, server.port, place.data, server.child, binaries, lock);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  /** The running server of a folder whose launcher lives, or null: for a second process that wants to use it. */
  static find(options: { dir: string; database?: string }): { url: string; pid: number } | null {
    const home = homeOf(options.dir);
    if (home === null || DirectoryLock.holder(join(home, 'lock')) === null) return null;
    const found = findPostmaster(join(home, 'data'));
    if (!found?.ready) return null;
    const url = connectionUrl(keepCredentials(home), OWNER, found.port, options.database ?? OWNER);
    return { url, pid: found.pid };
  }

  /**
   * Stops the server: fast, after `fastMs` (default 3,000) milliseconds immediately, which loses nothing but
   * lets the next start recover. Answers when it is gone. May be called again, with less patience.
   */
  stop(fastMs?: number): Promise<void> {
    return stopPostmaster(this.pid, this.binaries, fastMs).finally(() => this.lock.release());
  }
}

function acquire(place: Place, purpose: string): DirectoryLock {
  try {
    return DirectoryLock.acquire(join(place.home, 'lock'), purpose);
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    const { pid, purpose: what } = error.holder;
    error.message = `The database in ${place.home} is in use by process ${pid} (${what}). Stop that first.`;
    throw error;
  }
}

/** Ends the server of a launcher that was killed, and what is left of a server that was killed itself. */
async function clearTheWay(place: Place, binaries: Binaries, log: (line: string) => void): Promise<void> {
  const found = findPostmaster(place.data);
  if (found) {
    log(`stopping the server that an earlier run left behind (process ${found.pid})`);
    await stopPostmaster(found.pid, binaries);
  }
  if (statSync(place.data, { throwIfNoEntry: false })) clearRemains(place.data);
}

function refuseForeign(place: Place): void {
  const owner = statSync(place.data, { throwIfNoEntry: false })?.uid;
  const self = process.getuid?.();
  if (owner === undefined || self === undefined || self === 0 || owner === self) return;
  throw new Error(
    `${place.data} belongs to uid ${owner}, and this is uid ${self}. ` +
      'Start as that account or as root, or keep the data elsewhere with VITRINE_DIR.',
  );
}

function homeOf(dir: string): string | null {
  for (const candidate of [join(dir, 'elsewhere'), dir]) {
    try {
      const home = realpathSync(candidate);
      readFileSync(join(home, 'lock'));
      return home;
    } catch {
      // Not there: the next one.
    }
  }
  return null;
}
