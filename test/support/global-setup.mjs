import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const root = join(import.meta.dirname, '../..');

/**
 * Starts the PostgreSQL of a test run and migrates a template database that every world is cloned from.
 * Profile `embedded` (default): PostgreSQL from npm, nothing else. Profile `server` (TEST_PROFILE=server): the
 * system's PostgreSQL and Redis, or those of TEST_DATABASE_URL and TEST_REDIS_URL.
 */
export default async function globalSetup() {
  if (globalThis.__vitrineStop) return;
  const compile = (...command) => execFileSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  // As commands of the product would, or the first test that runs one would build anew, without the programs of tests.
  compile('scripts/run.mjs', 'build');
  compile('node_modules/@swc/cli/bin/swc.js', 'test/support', '-d', 'dist', '--quiet');
  const { EmbeddedPostgres, migrate } = require(join(root, 'dist/libs/database/src/index.js'));
  const stops = [];
  globalThis.__vitrineStop = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void globalThis.__vitrineStop?.().finally(() => process.exit(1)));
  try {
    const url =
      process.env.TEST_PROFILE === 'server'
        ? await startServerProfile(stops)
        : await startEmbedded(EmbeddedPostgres, stops);
    const template = await createTemplate(url, migrate, stops);
    process.env.VITRINE_TEST_POSTGRES = url;
    process.env.VITRINE_TEST_TEMPLATE = template;
  } catch (error) {
    await globalThis.__vitrineStop();
    throw error;
  }
}

async function startEmbedded(EmbeddedPostgres, stops) {
  const dir = mkdtempSync(join(tmpdir(), 'vitrine-test-'));
  const postgres = await EmbeddedPostgres.start({ dir, fast: true });
  stops.push(async () => {
    await postgres.stop();
    const { rmSync } = await import('node:fs');
    rmSync(dir, { recursive: true, force: true });
  });
  return postgres.url;
}

async function startServerProfile(stops) {
  const { startSystemPostgres } = await import('./system-postgres.mjs');
  const { startRedis } = await import('./redis.ts');
  const redis = process.env.TEST_REDIS_URL ? undefined : await startRedis();
  if (redis) stops.push(() => redis.stop());
  const redisUrl = process.env.TEST_REDIS_URL ?? redis?.url;
  if (!redisUrl)
    throw new Error(
      'TEST_PROFILE=server needs redis-server (apt-get install redis-server) or TEST_REDIS_URL',
    );
  process.env.VITRINE_TEST_REDIS = redisUrl;
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL;
  const postgres = await startSystemPostgres();
  if (!postgres)
    throw new Error('TEST_PROFILE=server needs PostgreSQL (apt-get install postgresql) or TEST_DATABASE_URL');
  stops.push(() => postgres.stop());
  return postgres.url;
}

async function createTemplate(url, migrate, stops) {
  const { Client } = require('pg');
  const name = `vitrine_template_${process.pid}`;
  const admin = new Client({ connectionString: url });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await admin.end();
  const template = new URL(url);
  template.pathname = `/${name}`;
  await migrate({ url: template.href });
  stops.push(async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    for (let attempt = 1; ; attempt++) {
      try {
        await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        break;
      } catch (error) {
        // A worker of autovacuum, which is not ours to end, may be in it for a moment.
        if (attempt === 60) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
    await client.end();
  });
  return name;
}
