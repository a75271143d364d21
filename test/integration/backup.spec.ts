import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import type { Manifest } from '../../scripts/backup/manifest';
import { restoreBackup } from '../../scripts/backup/restore-backup';
import { surveyTables } from '../../scripts/backup/survey';
import { tableName } from '../../scripts/backup/table-name';
import { tarEntry } from '../../scripts/backup/tar';
import { writeBackup } from '../../scripts/backup/write-backup';
import { createDatabase } from '../support/test-database';

interface Opened {
  url: string;
  client: Client;
}

describe('backup and restore', () => {
  let dir: string;
  let file: string;
  let source: Opened;
  const clean: (() => Promise<void>)[] = [];

  async function open(): Promise<Opened> {
    const { url, drop } = await createDatabase();
    const client = new Client({ connectionString: url });
    await client.connect();
    clean.push(async () => {
      await client.end();
      await drop();
    });
    return { url, client };
  }

  const write = (target: string, url = source.url) =>
    writeBackup({ url, file: target, keyFingerprint: 'a', progress: () => {} });
  const restore = ({ url }: Opened, from: string, force = true, log: string[] = []) =>
    restoreBackup({
      url,
      file: from,
      force,
      keyFingerprint: 'b',
      progress: () => {},
      log: (line) => log.push(line),
    });

  /** The backup with another list of migrations. */
  const withMigrations = (name: string, change: (names: string[]) => string[]) => {
    const path = join(dir, name);
    const archive = rewritten(file, (manifest) => ({ ...manifest, migrations: change(manifest.migrations) }));
    writeFileSync(path, gzipSync(archive));
    return path;
  };

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'vitrine-backup-'));
    file = join(dir, 'backup.tar.gz');
    source = await open();
    await fill(source.client);
    await write(file);
  });

  afterAll(async () => {
    for (const step of clean.toReversed()) await step();
    rmSync(dir, { recursive: true, force: true });
  });

  it('brings every row of every table back, partitions included', async () => {
    const target = await open();
    const { rows } = await restore(target, file);
    expect(rows).toBeGreaterThan(10_000);
    expect(await contents(target.client)).toEqual(await contents(source.client));
    const { rows: months } = await target.client.query<{ name: string; n: number }>(
      'SELECT tableoid::regclass::text AS name, count(*)::int AS n FROM metrics.points GROUP BY 1 ORDER BY 1',
    );
    expect(months).toEqual([
      { name: 'metrics.points_2001_01', n: 9_000 },
      { name: 'metrics.points_2001_02', n: 3_000 },
    ]);
  });

  it('goes on counting where the sequences stood', async () => {
    const target = await open();
    await restore(target, file);
    const next = `INSERT INTO metrics.mark (metric_id, minute) VALUES (1, now()) RETURNING id::int`;
    const here = await source.client.query<{ id: number }>(next);
    const there = await target.client.query<{ id: number }>(next);
    expect(there.rows).toEqual(here.rows);
    await source.client.query('DELETE FROM metrics.mark WHERE id = $1', [here.rows[0]?.id]);
  });

  it('is one snapshot, whatever is written meanwhile', async () => {
    const writer = new Client({ connectionString: source.url });
    await writer.connect();
    const meanwhile = join(dir, 'meanwhile.tar.gz');
    const reading = { done: false };
    const writing = (async () => {
      // Always two at once: an odd number would be seen only between the two halves of a transaction.
      while (!reading.done) {
        await writer.query('INSERT INTO metrics.mark (metric_id, minute) VALUES (2, now()), (2, now())');
      }
    })();
    await write(meanwhile);
    reading.done = true;
    await writing;
    await writer.query('DELETE FROM metrics.mark WHERE metric_id = 2');
    await writer.end();
    const target = await open();
    await restore(target, meanwhile);
    const { rows } = await target.client.query<{ n: number }>(
      'SELECT count(*)::int % 2 AS n FROM metrics.mark WHERE metric_id = 2',
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it('leaves a database alone that has data or other sessions, unless forced', async () => {
    await expect(restore(source, file, false)).rejects.toThrow(/not empty \(rows in .*organization/);
    const empty = await open();
    await expect(restore(empty, file, false)).rejects.toThrow('1 other sessions use the database');
  });

  it('says when the encryption key is another one', async () => {
    const log: string[] = [];
    await restore(await open(), file, true, log);
    expect(log.join(' ')).toContain('ENCRYPTION_KEY differs');
  });

  it('replaces everything or nothing: a damaged backup changes no row', async () => {
    const target = await open();
    await restore(target, file);
    const before = await contents(target.client);
    const bytes = readFileSync(file);
    const cut = join(dir, 'cut.tar.gz');
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    await expect(restore(target, cut)).rejects.toThrow('not a whole backup');

    // A changed value that tar and gzip find nothing wrong with.
    const forged = join(dir, 'forged.tar.gz');
    const plain = gunzipSync(bytes);
    const at = plain.indexOf('flights.delay');
    plain.write('flights.dElay', at);
    writeFileSync(forged, gzipSync(plain));
    await expect(restore(target, forged)).rejects.toThrow('metrics.metric has 1 rows');
    expect(await contents(target.client)).toEqual(before);
  });

  it('refuses a backup of a newer Vitrine, and an older one over a newer database', async () => {
    const target = await open();
    const newer = withMigrations('newer.tar.gz', (names) => [...names, '9999-future']);
    await expect(restore(target, newer)).rejects.toThrow('newer Vitrine (it has 9999-future)');
    const older = withMigrations('older.tar.gz', (names) => names.slice(0, -1));
    await expect(restore(target, older)).rejects.toThrow('database is newer than the backup');
  });

  it('manages circles of references, triggers, generated columns and partitions within partitions', async () => {
    const [from, to] = [await open(), await open()];
    for (const { client } of [from, to]) await client.query(ODDITIES);
    await from.client.query(`
      BEGIN;
      INSERT INTO odd.a VALUES (1, 1), (2, 2);
      INSERT INTO odd.b VALUES (1, 2), (2, 1);
      ALTER TABLE odd.a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES odd.b;
      COMMIT;
      CREATE TABLE odd."p One" PARTITION OF odd.p FOR VALUES IN ('one') PARTITION BY RANGE (n);
      CREATE TABLE odd.p_one_low PARTITION OF odd."p One" FOR VALUES FROM (0) TO (10) WITH (fillfactor = 70);
      INSERT INTO odd.p VALUES ('one', 3)`);
    await to.client.query('ALTER TABLE odd.a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES odd.b');
    const path = join(dir, 'odd.tar.gz');
    await write(path, from.url);
    await restore(to, path);
    expect(await contents(to.client)).toEqual(await contents(from.client));
    const { rows } = await to.client.query('SELECT count(*)::int AS n FROM odd.log');
    expect(rows).toEqual([{ n: 2 }]); // the trigger has not logged the restored rows again
    await expect(to.client.query('INSERT INTO odd.a VALUES (3, 99)')).rejects.toThrow('a_b');
  });

  it('does not overwrite a file and leaves none behind when it fails', async () => {
    await expect(write(file)).rejects.toThrow('exists');
    const failed = join(dir, 'failed.tar.gz');
    await expect(write(failed, 'postgres://nobody:x@127.0.0.1:1/none')).rejects.toThrow();
    expect(() => readFileSync(failed)).toThrow('ENOENT');
  });
});

/** What today's schema has none of, and a later one may. */
const ODDITIES = `
  CREATE SCHEMA odd;
  CREATE TABLE odd.a (id int PRIMARY KEY, b int, twice int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE TABLE odd.b (id int PRIMARY KEY, a int REFERENCES odd.a);
  CREATE TABLE odd.log (id int);
  CREATE FUNCTION odd.log() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN INSERT INTO odd.log VALUES (NEW.id); RETURN NEW; END $$;
  CREATE TRIGGER log AFTER INSERT ON odd.a FOR EACH ROW EXECUTE FUNCTION odd.log();
  CREATE TABLE odd.p (kind text, n int) PARTITION BY LIST (kind)`;

async function fill(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO organization (id, name, created_at, updated_at)
      VALUES ('01900000-0000-7000-8000-000000000001', E'Tab\\t, newline\\n, back\\\\slash, ümlaut', now(), now());
    INSERT INTO users (id, organization_id, email, name, roles, status, data_policy, created_at, updated_at)
      SELECT gen_random_uuid(), o.id, 'user' || n || '@example.com', '', '{admin,"a b"}', 'active', '{"a": [null]}', now(), now()
      FROM organization o, generate_series(1, 5) n;
    INSERT INTO metrics.metric (organization_id, name) SELECT id, 'flights.delay' FROM organization;
    INSERT INTO metrics.series (metric_id, dims, hash) SELECT id, '{"origin": "SFO"}', '\\x00ff' FROM metrics.metric;
    CREATE TABLE metrics.points_2001_01 PARTITION OF metrics.points FOR VALUES FROM ('2001-01-01Z') TO ('2001-02-01Z');
    CREATE TABLE metrics.points_2001_02 PARTITION OF metrics.points FOR VALUES FROM ('2001-02-01Z') TO ('2001-03-01Z');
    INSERT INTO metrics.points SELECT s.id, '2001-01-02Z'::timestamptz + n * interval '1 second', gen_random_uuid(), random() / 3
      FROM metrics.series s, generate_series(1, 9000) n;
    INSERT INTO metrics.points SELECT s.id, '2001-02-02Z'::timestamptz + n * interval '1 second', gen_random_uuid(), '-infinity'
      FROM metrics.series s, generate_series(1, 3000) n;
    INSERT INTO metrics.mark (metric_id, minute) SELECT m.id, '2001-01-02Z' FROM metrics.metric m, generate_series(1, 7)`);
}

/** Number and sum of the rows of every table. */
async function contents(client: Client): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const table of await surveyTables(client)) {
    const name = tableName(table);
    const { rows } = await client.query(
      `SELECT count(*)::int AS n, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS sum FROM ${name} t`,
    );
    found[name] = rows[0];
  }
  await client.query('RESET search_path');
  return found;
}

/** The archive of a backup, unzipped, with another manifest. */
function rewritten(path: string, change: (manifest: Manifest) => Manifest): Buffer {
  const plain = gunzipSync(readFileSync(path));
  const size = parseInt(plain.toString('latin1', 124, 136), 8);
  const manifest = JSON.parse(plain.toString('utf8', 512, 512 + size)) as Manifest;
  const body = Buffer.from(JSON.stringify(change(manifest)));
  return Buffer.concat([
    tarEntry({ name: 'manifest.json', body }),
    plain.subarray(512 + Math.ceil(size / 512) * 512),
  ]);
}
