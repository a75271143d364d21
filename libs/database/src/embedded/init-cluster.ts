import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from './binaries';
import { type Credentials, SUPERUSER } from './credentials';
import type { Place } from './place';

/**
 * Creates the data directory if there is none. It is made under another name and renamed, so a crash leaves
 * no half of one.
 */
export async function initCluster(
  place: Place,
  binaries: Binaries,
  credentials: Credentials,
  options: { fast: boolean; signal?: AbortSignal },
): Promise<void> {
  if (existsSync(place.data)) return;
  const unfinished = `${place.data}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  const passwordFile = join(place.home, 'initdb-password');
  try {
    writeFileSync(passwordFile, credentials[SUPERUSER], { mode: 0o600 });
    if (place.as.uid !== undefined && place.as.gid !== undefined) {
      chownSync(unfinished, place.as.uid, place.as.gid);
      chownSync(passwordFile, place.as.uid, place.as.gid);
    }
    const args = [
      `--pgdata=${unfinished}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
      ...(options.fast ? ['--no-sync'] : []),
    ];
    await run(place, binaries.initdb, args, options.signal);
    renameSync(unfinished, place.data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function run(place: Place, program: string, args: string[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...place.as,
      cwd: place.home,
      env: process.platform === 'win32' ? undefined : { LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const failure: { error?: Error } = {};
    child.on('error', (error) => (failure.error = error)); // it closes all the same
    child.on('close', (code, killedBy) => {
      if (failure.error) reject(failure.error);
      else if (code === 0) resolve();
      else
        reject(
          new Error(
            `initdb could not create the database (${killedBy ?? code}):\n${output.trim().slice(-2000)}`,
          ),
        );
    });
  });
}
