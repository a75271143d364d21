import { createReadStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { migrate, pendingMigrations } from '@app/database';
import { Client } from 'pg';
import { CopyIn } from './copy-in';
import { type Checksum, FORMAT, type Manifest } from './manifest';
import { otherSessions, prepareTarget, relaxChecks, tablesWithRows } from './prepare-target';
import { appliedMigrations } from './survey';
import { type TarEntry, readTar } from './tar';

/** What `restoreBackup` is asked for. */
export interface RestoreOptions {
  url: string;
  file: string;
  /** Replace what is there, and do not ask who uses it. */
  force: boolean;
  keyFingerprint: string | null;
  progress: (percent: number, detail: string) => void;
  log: (line: string) => void;
}

/**
 * Puts the data of a backup into the database, which has to be empty unless `force`: schema of the backup's
 * time, then all data in one transaction, checked against the backup's counts and sums, then newer migrations.
 */
export async function restoreBackup(options: RestoreOptions): Promise<{ tables: number; rows: number }> {
  const { url, file, force, keyFingerprint, log } = options;
  const entries = readEntries(file, options.progress);
  const client = new Client({ connectionString: url, application_name: 'vitrine-restore' });
  try {
    const manifest = await readManifest(entries);
    if (
      manifest.keyFingerprint !== null &&
      keyFingerprint !== null &&
      manifest.keyFingerprint !== keyFingerprint
    ) {
      log('Note: ENCRYPTION_KEY differs from the one at the time of the backup. Secrets of data sources and');
      log(
        'webhooks stay unreadable until the old key is put back (.vitrine/secrets.json, or the environment).',
      );
    }
    await client.connect();
    await client.query("SET client_encoding = 'UTF8'; SET search_path = ''; SET statement_timeout = 0");
    if (!force) await refuseInUse(client);
    await reachLevel(client, url, manifest, log);
    const rows = await load(client, entries, manifest);
    await client.query('ANALYZE');
    const { applied } = await migrate({ url, log });
    if (applied.length > 0) log(`The backup was older: applied ${applied.length} migrations to its data.`);
    return { tables: manifest.tables.length, rows };
  } finally {
    await entries.return(undefined);
    await client.end();
  }
}

async function* readEntries(file: string, progress: RestoreOptions['progress']): AsyncGenerator<TarEntry> {
  const { size } = statSync(file);
  const input = createReadStream(file);
  const unzipped = pipeline(input, createGunzip(), () => {}); // its errors reach the reader below
  try {
    for await (const entry of readTar(unzipped as AsyncIterable<Buffer>)) {
      yield entry;
      progress((input.bytesRead / size) * 100, entry.name.split('/')[1] ?? '');
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith('Z_')) throw error;
    throw new Error(`${file} is not a whole backup: ${(error as Error).message}.`, { cause: error });
  } finally {
    input.destroy();
  }
}

async function readManifest(entries: AsyncGenerator<TarEntry>): Promise<Manifest> {
  const first = await entries.next();
  const entry = first.done ? undefined : first.value;
  const manifest =
    entry?.name === 'manifest.json' ? (JSON.parse(entry.body.toString()) as Manifest) : undefined;
  if (!manifest) throw new Error('This is no backup of Vitrine: it does not begin with a manifest.');
  const format: number = manifest.format;
  if (format !== FORMAT) {
    throw new Error(`The backup has format ${format}; this version of Vitrine reads format ${FORMAT}.`);
  }
  return manifest;
}

async function refuseInUse(client: Client): Promise<void> {
  const full = await tablesWithRows(client);
  if (full.length > 0) {
    throw new Error(
      `The database is not empty (rows in ${full.join(', ')}). --force replaces everything in it.`,
    );
  }
  const sessions = await otherSessions(client);
  if (sessions > 0) {
    throw new Error(
      `${sessions} other sessions use the database. Stop api and worker first, or use --force.`,
    );
  }
}

/** Brings the database to the schema that the backup's data fits. */
async function reachLevel(client: Client, url: string, manifest: Manifest, log: (line: string) => void) {
  const wanted = manifest.migrations;
  const before = await appliedMigrations(client);
  const known = new Set([...before, ...(await pendingMigrations(url))]);
  const unknown = wanted.filter((name) => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `The backup comes from a newer Vitrine (it has ${unknown.join(', ')}). Update Vitrine first.`,
    );
  }
  if (wanted.some((name) => !before.includes(name))) await migrate({ url, log, to: wanted.at(-1) });
  const ahead = (await appliedMigrations(client)).filter((name) => !wanted.includes(name));
  if (ahead.length > 0) {
    throw new Error(
      `The database is newer than the backup (it has ${ahead.join(', ')}). Restore into a new database, ` +
        'or a new folder (VITRINE_DIR): newer migrations are then applied to the restored data.',
    );
  }
}

async function load(client: Client, entries: AsyncGenerator<TarEntry>, manifest: Manifest): Promise<number> {
  await client.query('BEGIN');
  await prepareTarget(client, manifest);
  const restoreChecks = await relaxChecks(client, manifest);
  const { loaded, expected } = await copyAll(client, entries, manifest);
  verify(manifest, loaded, expected);
  for (const { name, value, called } of manifest.sequences) {
    await client.query('SELECT setval($1::text::regclass, $2, $3)', [name, value, called]);
  }
  await restoreChecks();
  await client.query('COMMIT');
  return loaded.reduce((sum, { rows }) => sum + rows, 0);
}

/** Loads all rows; answers what was loaded, by table, and what the end of the backup says should have been. */
async function copyAll(client: Client, entries: AsyncGenerator<TarEntry>, manifest: Manifest) {
  const loaded = manifest.tables.map((): Checksum => ({ rows: 0, bytes: 0, sha256: EMPTY_SHA256 }));
  let expected: Checksum[] | undefined;
  let current: { index: number; copy: CopyIn } | undefined;
  const finish = async () => {
    if (current) loaded[current.index] = await current.copy.finish();
    current = undefined;
  };
  for (let next = await entries.next(); !next.done; next = await entries.next()) {
    const { name, body } = next.value;
    if (name === 'checksums.json') expected = JSON.parse(body.toString()) as Checksum[];
    const index = Number(/^data\/(\d+)-/.exec(name)?.[1] ?? -1);
    const table = manifest.tables[index];
    if (!table) continue;
    if (current?.index !== index) {
      await finish();
      current = { index, copy: new CopyIn(client, table) };
    }
    await current.copy.write(body);
  }
  await finish();
  return { loaded, expected };
}

/** SHA-256 of nothing: a table without rows has no entries. */
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function verify(manifest: Manifest, loaded: Checksum[], expected: Checksum[] | undefined): void {
  if (!expected) throw new Error('The backup is not whole: its checksums are missing.');
  for (const [index, { schema, name }] of manifest.tables.entries()) {
    const [is, should] = [loaded[index], expected[index]];
    if (is?.rows === should?.rows && is?.sha256 === should?.sha256) continue;
    throw new Error(
      `The backup is damaged: ${schema}.${name} has ${is?.rows} rows (sha256 ${is?.sha256}), ` +
        `and should have ${should?.rows} (${should?.sha256}). Nothing was restored.`,
    );
  }
}
