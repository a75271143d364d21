import { createHmac } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../start/settings';

/** Tells whether two installations have the same ENCRYPTION_KEY, without telling the key; null when there is none. */
export function keyFingerprint(settings: Settings, env = process.env): string | null {
  const key = env.ENCRYPTION_KEY || (settings.profile === 'embedded' ? keptKey(settings.dir) : undefined);
  return key ? createHmac('sha256', key).update('vitrine backup').digest('hex').slice(0, 16) : null;
}

function keptKey(dir: string): string | undefined {
  const file = join(dir, 'secrets.json');
  if (!existsSync(file)) return undefined;
  return (JSON.parse(readFileSync(file, 'utf8')) as { ENCRYPTION_KEY?: string }).ENCRYPTION_KEY;
}
