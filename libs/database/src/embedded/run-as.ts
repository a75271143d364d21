import { readFileSync, statSync } from 'node:fs';

/** Under which account the server runs; empty = the account of this process. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/**
 * PostgreSQL refuses to run as root. Root starts it as the owner of the data directory, or as `nobody` while
 * there is none; everyone else as themselves.
 */
export function runAs(dataDir: string): RunAs {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return {};
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return nobody();
}

function nobody(): RunAs {
  try {
    const match = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
    if (match) return { uid: Number(match[1]), gid: Number(match[2]) };
  } catch {
    // No account list: the number below is what every common system uses.
  }
  return { uid: 65534, gid: 65534 };
}
