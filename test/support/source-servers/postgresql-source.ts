import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { makeCertificate } from '../certificate';
import { findPostgres, startSystemPostgres } from '../system-postgres.mjs';
import { READER_PASSWORD, type SourceServer, weatherRows } from './source-server';

export const hasPostgresql = (): boolean => findPostgres() !== undefined;

/** The system's PostgreSQL, with the role that docs/sources-databases.md recommends. */
export async function startPostgresqlSource(): Promise<SourceServer> {
  const server = await startSystemPostgres();
  if (!server) throw new Error('PostgreSQL is not installed (apt-get install postgresql).');
  const url = new URL(server.url);
  url.username = 'postgres';
  url.pathname = '/postgres';
  const first = new Client({ connectionString: url.href });
  await first.connect();
  await first.query('CREATE DATABASE shop');
  await first.end();
  url.pathname = '/shop';
  const admin = new Client({ connectionString: url.href });
  await admin.connect();
  const run = async (sql: string): Promise<string[]> => {
    const results = [await admin.query<string[]>({ text: sql, rowMode: 'array' })].flat();
    return (results.at(-1)?.rows ?? []).map((row) => row.join('\t'));
  };
  await run(`
    CREATE TABLE weather (day date PRIMARY KEY, precipitation numeric(6,1) NOT NULL, highest double precision,
      lowest real, wind numeric, weather text NOT NULL);
    INSERT INTO weather VALUES ${weatherRows().join(',')};
    CREATE TABLE secret (token text);
    CREATE ROLE reader LOGIN PASSWORD ${admin.escapeLiteral(READER_PASSWORD)} CONNECTION LIMIT 10;
    GRANT CONNECT ON DATABASE shop TO reader;
    GRANT USAGE ON SCHEMA public TO reader;
    GRANT SELECT ON weather TO reader;
    ALTER ROLE reader SET timezone = 'America/Los_Angeles';
    ALTER ROLE reader SET datestyle = 'SQL, DMY'`);
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-postgres-tls-'));
  chmodSync(folder, 0o755);
  const certificate = makeCertificate(folder, statSync((await run('SHOW data_directory'))[0] ?? ''));
  await run(`ALTER SYSTEM SET ssl_cert_file = '${certificate.certFile}'`);
  await run(`ALTER SYSTEM SET ssl_key_file = '${certificate.keyFile}'`);
  await run('ALTER SYSTEM SET ssl = on');
  await run('SELECT pg_reload_conf()');
  return {
    version: server.version,
    connection: {
      kind: 'postgresql',
      host: '127.0.0.1',
      port: Number(url.port),
      database: 'shop',
      user: 'reader',
      password: READER_PASSWORD,
      tls: { mode: 'off' },
    },
    tls: { port: Number(url.port), ca: certificate.cert },
    run,
    running: () => run(`SELECT query FROM pg_stat_activity WHERE usename = 'reader' AND state = 'active'`),
    disconnect: async () =>
      void (await run(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'`)),
    stop: async () => {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
