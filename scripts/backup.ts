import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keyFingerprint } from './backup/key-fingerprint';
import { writeBackup } from './backup/write-backup';
import { openDatabase } from './start/open-database';
import { readSettings } from './start/settings';
import { Terminal } from './start/terminal';

/** `npm run backup [-- file]`: writes all data to one file, while Vitrine runs or not. */
export async function main(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  const file = resolve(process.env.INIT_CWD ?? '.', positionals[0] ?? `vitrine-backup-${stamp}.tar.gz`);
  const settings = readSettings();
  const terminal = new Terminal();
  const database = await openDatabase(settings, 'npm run backup');
  try {
    await terminal.step(
      'backup',
      (progress) =>
        writeBackup({ url: database.url, file, keyFingerprint: keyFingerprint(settings), progress }),
      ({ tables, rows, bytes }) =>
        `${rows.toLocaleString('en')} rows of ${tables} tables, ${(bytes / 1e6).toFixed(1)} MB`,
    );
  } finally {
    await database.close();
  }
  terminal.line(`\n${file}\n`);
  const key = settings.profile === 'embedded' ? `${settings.dir}/secrets.json` : 'ENCRYPTION_KEY';
  terminal.line(
    `Keep ${key} as well: it can read the encrypted values. Files (uploads, exports) are not included.`,
  );
}
