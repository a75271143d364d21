import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type AddressInfo, connect } from 'node:net';
import { createServer } from 'node:tls';
import { createClient } from '@clickhouse/client';
import { makeCertificate } from '../certificate';
import { READER_PASSWORD, type SourceServer, weatherRows } from './source-server';

const ROOT = join(__dirname, '../../..');
const PLACES = [process.env.CHDB_MODULE, join(ROOT, 'node_modules/chdb')];

const chdb = (): string | undefined =>
  PLACES.find((folder) => folder && existsSync(join(folder, 'package.json')));

export const hasClickhouse = (): boolean => chdb() !== undefined;

/** The engine of ClickHouse (chdb) behind its HTTP interface, in a process of its own. It knows no grants: `reader` may read everything. */
export async function startClickhouseSource(): Promise<SourceServer> {
  const module = chdb();
  if (!module)
    throw new Error('chdb is not installed (npm i --no-save chdb@3.4.0, or CHDB_MODULE=/folder/of/it).');
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-clickhouse-'));
  const server = spawn(
    process.execPath,
    [join(ROOT, 'test/support/source-servers/clickhouse-server.mjs'), module, folder, READER_PASSWORD],
    { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, TZ: 'America/Los_Angeles' } },
  );
  const kill = (): void => void server.kill('SIGKILL');
  process.once('exit', kill);
  const gone = once(server, 'exit');
  const [port] = (await Promise.race([
    once(createInterface(server.stdout), 'line'),
    gone.then(() => Promise.reject(new Error('chdb did not start'))),
  ])) as [string];
  const admin = createClient({ url: `http://127.0.0.1:${port}`, username: 'admin' });
  const run = async (sql: string): Promise<string[]> => {
    let lines: string[] = [];
    for (const query of sql.split(/;\s*$/m).filter((each) => each.trim() !== '')) {
      const { stream } = await admin.exec({ query });
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      lines = Buffer.concat(chunks).toString().split('\n').filter(Boolean);
    }
    return lines;
  };
  await run(`
    CREATE DATABASE shop;
    CREATE TABLE shop.weather (day Date, precipitation Decimal(6, 1), highest Nullable(Float64), lowest Nullable(Float32),
      wind Nullable(Decimal(10, 2)), weather LowCardinality(String)) ENGINE = MergeTree ORDER BY day;
    INSERT INTO shop.weather VALUES ${weatherRows().join(',')}`);
  const certificate = makeCertificate(folder);
  const secure = createServer(certificate, (socket) => {
    const behind = connect(Number(port), '127.0.0.1');
    for (const each of [socket, behind]) each.on('error', () => {});
    socket.pipe(behind).pipe(socket);
    socket.once('close', () => behind.destroy());
  }).listen(0, '127.0.0.1');
  secure.on('tlsClientError', () => {});
  await once(secure, 'listening');
  return {
    version: (await run('SELECT version()'))[0] ?? '',
    connection: {
      kind: 'clickhouse',
      host: '127.0.0.1',
      port: Number(port),
      database: 'shop',
      user: 'reader',
      password: READER_PASSWORD,
      tls: { mode: 'off' },
    },
    tls: { port: (secure.address() as AddressInfo).port, ca: certificate.cert },
    run,
    running: async () =>
      await run(
        `SELECT query FROM system.processes WHERE query LIKE '%marker-%' AND query NOT LIKE '%system.processes%'`,
      ),
    // Every statement is a request of its own.
    disconnect: async () => {},
    stop: async () => {
      process.off('exit', kill);
      await admin.close();
      secure.close();
      server.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
