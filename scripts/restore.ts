import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { keyFingerprint } from './backup/key-fingerprint';
import { restoreBackup } from './backup/restore-backup';
import { openDatabase } from './start/open-database';
import { readSettings } from './start/settings';
import { Terminal } from './start/terminal';

/** `npm run restore -- file [--force]`: puts a backup into an empty database; with --force into any. */
export async function main(args: string[]): Promise<void> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { force: { type: 'boolean', default: false } },
  });
  if (positionals.length !== 1) throw new Error('Which backup? npm run restore -- <file> [--force]');
  const file = resolve(process.env.INIT_CWD ?? '.', positionals[0] ?? '');
  if (!existsSync(file)) throw new Error(`${file} does not exist.`);
  const settings = readSettings();
  const terminal = new Terminal();
  const database = await openDatabase(settings, 'npm run restore');
  try {
    if (database.running)
      throw new Error(`Vitrine runs on ${settings.dir}. Stop it first: it would mix old and new data.`);
    await terminal.step(
      'restore',
      (progress) =>
        restoreBackup({
          url: database.url,
          file,
          force: values.force,
          keyFingerprint: keyFingerprint(settings),
          progress,
          log: (line) => terminal.line(`  ${line}`),
        }),
      ({ tables, rows }) => `${rows.toLocaleString('en')} rows of ${tables} tables`,
    );
  } finally {
    await database.close();
  }
}
