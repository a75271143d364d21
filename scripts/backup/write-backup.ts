import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Checksum, FORMAT, type Manifest } from './manifest';
import { type SurveyedTable, appliedMigrations, surveySequences, surveyTables } from './survey';
import { copyTarget } from './table-name';
import { TAR_END, tarEntry } from './tar';

/** Rows are put into the archive in pieces of about this many bytes, which bounds the memory that is needed. */
const PIECE = 1024 * 1024;

/** What a backup came to. Sizes in bytes. */
export interface BackupResult {
  tables: number;
  rows: number;
  bytes: number;
}

/**
 * Writes all data to `file`, a .tar.gz: `manifest.json`, the rows of every table in COPY's text format, and
 * `checksums.json` at the end. All of one snapshot, while others read and write on.
 *
 * It holds the permanent tables of every schema of the database but one: `bullmq`. Jobs live in Redis in the
 * server profile, so they would be in some backups and not in others, and a job that ran again after days would
 * send an old mail. What a job is to do is in the rows that caused it, and those are in the backup.
 * Neither files (uploads, exports) nor secrets are in it.
 */
export async function writeBackup(options: {
  url: string;
  file: string;
  keyFingerprint: string | null;
  progress: (percent: number, detail: string) => void;
}): Promise<BackupResult> {
  const { url, file, keyFingerprint, progress } = options;
  if (existsSync(file)) throw new Error(`${file} exists. Give another name, or remove it first.`);
  const client = new Client({ connectionString: url, application_name: 'vitrine-backup' });
  const unfinished = `${file}.${process.pid}.unfinished`;
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0');
    await client.query("SET client_encoding = 'UTF8'; SET timezone = 'UTC'; SET datestyle = 'ISO'");
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const tables = await surveyTables(client);
    const manifest: Manifest = {
      format: FORMAT,
      createdAt: new Date().toISOString(),
      postgres: await serverVersion(client),
      migrations: await appliedMigrations(client),
      tables: tables.map(({ size: _size, ...table }) => table),
      sequences: await surveySequences(client),
      keyFingerprint,
    };
    const checksums: Checksum[] = [];
    const archive = writeArchive(client, manifest, tables, checksums, progress);
    const output = createWriteStream(unfinished, { mode: 0o600, flush: true });
    await pipeline(archive, createGzip({ level: 3 }), output);
    await client.query('COMMIT');
    renameSync(unfinished, file);
    const rows = checksums.reduce((sum, table) => sum + table.rows, 0);
    return { tables: tables.length, rows, bytes: statSync(file).size };
  } finally {
    rmSync(unfinished, { force: true });
    await client.end();
  }
}

async function* writeArchive(
  client: Client,
  manifest: Manifest,
  tables: SurveyedTable[],
  checksums: Checksum[],
  progress: (percent: number, detail: string) => void,
): AsyncGenerator<Buffer> {
  yield tarEntry({ name: 'manifest.json', body: json(manifest) });
  const total = tables.reduce((sum, { size }) => sum + size, 1);
  let before = 0;
  for (const [index, table] of tables.entries()) {
    const checksum: Checksum = { rows: 0, bytes: 0, sha256: '' };
    const hash = createHash('sha256');
    let piece = 0;
    for await (const body of table.partitioned ? [] : copyPieces(client, table, checksum)) {
      hash.update(body);
      checksum.bytes += body.length;
      yield tarEntry({ name: entryName(index, table, piece++), body });
      const share = Math.min(table.size, checksum.bytes);
      progress(((before + share) / total) * 100, `${table.schema}.${table.name}`);
    }
    checksum.sha256 = hash.digest('hex');
    checksums.push(checksum);
    before += table.size;
  }
  yield tarEntry({ name: 'checksums.json', body: json(checksums) });
  yield TAR_END;
}

/** The rows of a table in pieces that begin and end anywhere. Notes their number at the end. */
async function* copyPieces(client: Client, table: SurveyedTable, checksum: Checksum): AsyncGenerator<Buffer> {
  const stream = client.query(copyTo(`COPY ${copyTarget(table)} TO STDOUT`));
  let chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < PIECE) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(chunks);
  checksum.rows = stream.rowCount;
}

/** The number is what counts; the name is for people, and cut to what fits. */
function entryName(index: number, { schema, name }: SurveyedTable, piece: number): string {
  const readable = `${schema}.${name}`.replace(/[^\w.-]/g, '_').slice(0, 60);
  return `data/${index}-${readable}/${String(piece).padStart(6, '0')}.copy`;
}

async function serverVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>(
    "SELECT current_setting('server_version') AS version",
  );
  return rows[0]?.version ?? '';
}

function json(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}
