import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findPostmaster } from './postmaster';
import { reachable } from './reachable';
import { type RunAs, runAs } from './run-as';

/** Where an embedded server lives and under which account it runs. */
export interface Place {
  /** Folder with the lock, the credentials and the server's log; an absolute path without links. */
  home: string;
  /** The data directory, inside `home`; may not exist yet. */
  data: string;
  as: RunAs;
}

/** Names the folder that a home elsewhere belongs to. */
const ORIGIN = 'belongs-to';

/**
 * The home of the server of folder `dir`, which is created if missing. That is `dir` itself, unless the account
 * that runs the server cannot reach it (root under a closed folder such as /root): then `dir` holds a link
 * `elsewhere` to a home that it can reach.
 */
export function findPlace(dir: string, fast: boolean, log: (line: string) => void): Place {
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const origin = realpathSync(dir);
  const link = join(origin, 'elsewhere');
  if (lstatSync(link, { throwIfNoEntry: false })) {
    const home = resolve(origin, readlinkSync(link));
    if (!existsSync(home))
      throw new Error(`${link} leads to ${home}, which is gone. Remove the link to start empty.`);
    refuseCopy(origin, home);
    log(`the data is in ${home}`);
    return place(home);
  }

  const here = place(origin);
  if (here.as.uid === undefined) return here;
  // The folder is ours, so opening it (not listing it) is ours to do; the folders above are not.
  const mode = statSync(origin).mode & 0o777;
  if ((mode & 0o011) !== 0o011) chmodSync(origin, mode | 0o011);
  if (reachable(existsSync(here.data) ? here.data : origin, here.as)) return here;

  if (findPostmaster(here.data)) {
    throw new Error(
      `uid ${here.as.uid} cannot reach ${origin} any more, but its server runs. Stop that first.`,
    );
  }
  const home = mkdtempSync(join(copiesFolder(fast), 'data-'));
  chmodSync(home, 0o711);
  writeFileSync(join(home, ORIGIN), origin);
  for (const name of ['data', 'credentials.json', 'postgres.log']) {
    if (existsSync(join(origin, name))) execFileSync('mv', [join(origin, name), home]);
  }
  symlinkSync(home, link);
  log(`uid ${here.as.uid}, which runs PostgreSQL, cannot reach ${origin}: the data is in ${home}`);
  return place(home);
}

/** A folder that every account can reach, for what root has to place outside a closed folder. */
export function copiesFolder(fast: boolean): string {
  const candidates = fast ? [join(tmpdir(), 'vitrine')] : ['/var/lib/vitrine', '/var/tmp/vitrine'];
  for (const folder of candidates) {
    try {
      if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o755);
      // In a folder for everyone (/var/tmp) another user could have laid out this one.
      if (statSync(folder).uid === process.getuid?.()) return folder;
    } catch {
      // A read-only system folder: the next one.
    }
  }
  throw new Error(`None of ${candidates.join(', ')} can be created for the database files.`);
}

function place(home: string): Place {
  const data = join(home, 'data');
  return { home, data, as: runAs(data) };
}

/** A copied tree brings a copy of the link along: two installations must not share one database. */
function refuseCopy(origin: string, home: string): void {
  const file = join(home, ORIGIN);
  const owner = readFileSync(file, 'utf8');
  if (owner === origin) return;
  if (existsSync(join(owner, 'elsewhere'))) {
    throw new Error(
      `${origin} is a copy of ${owner} and would share its data in ${home}. Remove ${join(origin, 'elsewhere')} to start empty.`,
    );
  }
  rmSync(file);
  writeFileSync(file, origin);
}
