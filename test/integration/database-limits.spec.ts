import type { INestApplicationContext } from '@nestjs/common';
import { Database, type DatabaseWork, databaseLimits, Orm } from '@app/database';
import { toAppError } from '@app/platform';
import type { Client } from 'pg';
import { startOutbox } from '../support/outbox-fixtures';
import { createDatabase } from '../support/test-database';

const SETTINGS = `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock,
  current_setting('idle_in_transaction_session_timeout') AS idle`;

describe('limits of the database', () => {
  let url: string;
  let drop: () => Promise<void>;
  const apps: INestApplicationContext[] = [];

  beforeAll(async () => {
    ({ url, drop } = await createDatabase());
  });
  afterAll(async () => {
    for (const app of apps) await app.close();
    await drop();
  });

  const start = async (
    env: Record<string, string> = {},
    work?: DatabaseWork,
  ): Promise<{ database: Database; orm: Orm }> => {
    const app = await startOutbox({ DATABASE_URL: url, ...env }, undefined, work);
    apps.push(app);
    return { database: app.get(Database, { strict: false }), orm: app.get(Orm, { strict: false }) };
  };
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'no error',
      (error: unknown) => toAppError(error),
    );
  const overloaded = { code: 'OVERLOADED', retryAfterSeconds: expect.any(Number) };

  it('are kept by the server for both pools: shorter for requests than for jobs', async () => {
    const requests = await start();
    const expected = { statement: '30s', lock: '10s', idle: '1min' };
    expect((await requests.database.query(SETTINGS)).rows).toEqual([expected]);
    expect(await requests.orm.read((em) => em.execute(SETTINGS))).toEqual([expected]);
    const jobs = await start({}, 'jobs');
    expect((await jobs.database.query(SETTINGS)).rows).toEqual([
      { statement: '15min', lock: '0', idle: '1min' },
    ]);
  });

  it('end a long statement and a long wait for a lock as 503, and the connection works on', async () => {
    const { database, orm } = await start({ STATEMENT_TIMEOUT_MS: '200' });
    expect(await codeOf(database.query('SELECT pg_sleep(30)'))).toMatchObject(overloaded);
    expect(await codeOf(orm.read((em) => em.execute('SELECT pg_sleep(30)')))).toMatchObject(overloaded);
    await database.transaction(async (tx) => {
      await tx.query('LOCK TABLE outbox');
      const waits = database.query('SELECT * FROM outbox');
      expect(await codeOf(waits)).toMatchObject(overloaded);
    });
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('end a transaction that does nothing for too long without ending the process', async () => {
    const { database } = await start();
    const idle = database.transaction(async (tx) => {
      await tx.query("SET idle_in_transaction_session_timeout = '50ms'");
      await new Promise((resolve) => (tx as unknown as Client).once('end', resolve));
      await tx.query('SELECT 1');
    });
    await expect(idle).rejects.toThrow();
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('refuse a statement that waits too long for a connection of a full pool', async () => {
    const { database } = await start({ DATABASE_POOL_MAX: '2' });
    const taken = await Promise.all([database.pool.connect(), database.pool.connect()]);
    const waits = codeOf(database.query('SELECT 1'));
    expect(database.waiting).toBe(1);
    expect(await waits).toMatchObject(overloaded);
    for (const client of taken) client.release();
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('are kept by the driver behind a pooler, which is told nothing', async () => {
    const { database } = await start({ DATABASE_DIRECT_URL: url, STATEMENT_TIMEOUT_MS: '200' });
    expect((await database.query(SETTINGS)).rows).toEqual([{ statement: '0', lock: '0', idle: '0' }]);
    expect(await codeOf(database.query('SELECT pg_sleep(30)'))).toMatchObject(overloaded);
    expect(await codeOf(database.transaction((tx) => tx.query('SELECT pg_sleep(30)')))).toMatchObject(
      overloaded,
    );
    expect((await database.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('follow from what the server offers to this database, unless they are chosen', async () => {
    const settings = { databaseUrl: url, statementTimeoutMs: 1_000 };
    const ample = await databaseLimits(settings, 'requests');
    expect(ample.statements).toBeGreaterThanOrEqual(10);
    const { database } = await start();
    await database.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} CONNECTION LIMIT 64`);
    expect(await databaseLimits(settings, 'requests')).toMatchObject({ statements: 8, entities: 4 });
    const chosen = { ...settings, databasePoolMax: 40 };
    expect(await databaseLimits(chosen, 'requests')).toMatchObject({ statements: 40, entities: 20 });
    const away = new URL(url);
    away.port = '1';
    const unasked = await databaseLimits({ ...settings, databaseUrl: away.href }, 'requests');
    expect(unasked.statements).toBeGreaterThanOrEqual(ample.statements);
  });
});
