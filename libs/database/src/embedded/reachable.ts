import { spawnSync } from 'node:child_process';
import type { RunAs } from './run-as';

/**
 * Whether the account can enter the folder `dir`. Asked by doing it as that account, because the modes of the
 * folders above, ACLs and mount options all have a say.
 */
export function reachable(dir: string, as: RunAs): boolean {
  if (as.uid === undefined) return true;
  const probe = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], {
    ...as,
    cwd: '/',
    env: {},
    stdio: 'ignore',
  });
  if (probe.error) {
    throw new Error(
      `PostgreSQL cannot run as root, and running it as uid ${as.uid} is not allowed here ` +
        `(${probe.error.message}). Start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return probe.status === 0;
}
