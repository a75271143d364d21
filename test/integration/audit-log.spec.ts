import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { AuditLog, systemPrincipal } from '@app/auth';
import { type AppConfig, createLogger, newId, SystemClock } from '@app/platform';
import { Database, EmbeddedPostgres, migrate } from '@app/database';
import { Client } from 'pg';
import { TrimAuditLogHandler } from '../../libs/auth/src/audit/trim-audit-log.handler';
import { createDatabase } from '../support/test-database';

const LIMITS = {
  statements: 2,
  entities: 1,
  statementTimeoutMs: 0,
  lockTimeoutMs: 0,
  idleInTransactionMs: 0,
};

describe('the audit log in the database', () => {
  let database: Database;
  let url: string;
  let drop: () => Promise<void>;
  const organization = newId();

  beforeAll(async () => {
    ({ url, drop } = await createDatabase());
    const logger = createLogger({ name: 'api', level: 'silent' });
    database = new Database({ databaseUrl: url } as AppConfig, logger, LIMITS);
  });
  afterAll(async () => {
    await database.onApplicationShutdown();
    await drop();
  });

  const add = (daysAgo: number) =>
    database.query(
      `INSERT INTO audit_log (id, organization_id, at, action, actor_kind)
       VALUES ($1, $2, now() - make_interval(days => $3), 'user.updated', 'system')`,
      [newId(), organization, daysAgo],
    );
  const ages = async () => {
    const { rows } = await database.query<{ days: number }>(
      `SELECT extract(day FROM now() - at)::int AS days FROM audit_log WHERE action = 'user.updated' ORDER BY at`,
    );
    return rows.map(({ days }) => days);
  };
  const trim = (auditRetentionDays: number) => {
    const clock = new SystemClock();
    const config = { auditRetentionDays } as AppConfig;
    const handler = new TrimAuditLogHandler(database, new AuditLog(clock), config, clock);
    return handler.handle({}, { signal: new AbortController().signal });
  };

  it.each([
    ["UPDATE audit_log SET action = 'nothing'"],
    ['DELETE FROM audit_log'],
    ['TRUNCATE audit_log'],
    ["SET LOCAL vitrine.trims_audit_log = 'yes'; DELETE FROM audit_log"],
  ])('refuses its owner: %s', async (sql) => {
    await add(1);
    await expect(database.transaction((tx) => tx.query(sql))).rejects.toMatchObject({ code: '42501' });
    expect((await ages()).length).toBeGreaterThan(0);
  });

  it('loses what is older than it is to be kept, and says how much', async () => {
    await add(400);
    await add(399);
    await add(300);
    await expect(trim(0)).resolves.toEqual({ removed: 0 });
    await expect(trim(365)).resolves.toEqual({ removed: 2 });
    expect((await ages())[0]).toBe(300);
    const { rows } = await database.query(
      `SELECT actor_kind, actor_id, detail FROM audit_log WHERE action = 'audit-log.trimmed' AND organization_id = $1`,
      [organization],
    );
    expect(rows).toMatchObject([{ actor_kind: 'system', actor_id: 'trim-audit-log', detail: { rows: 2 } }]);
  });

  it('keeps the last 30 days whatever it is asked', async () => {
    await add(29);
    await database.query("SELECT * FROM trim_audit_log(now() + interval '1 year', 1000)");
    const kept = await ages();
    expect(kept).toContain(29);
    expect(Math.max(...kept)).toBeLessThan(30);
  });

  it('can be kept from the application’s own role, which may then only add, read and trim', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'vitrine-audit-'));
    const postgres = await EmbeddedPostgres.start({ dir, fast: true });
    const credentials = JSON.parse(
      readFileSync(join(dirname(postgres.data), 'credentials.json'), 'utf8'),
    ) as Record<string, string>;
    await migrate({ url: postgres.url });
    const app = new URL(postgres.url);
    const superuser = new URL(postgres.url);
    superuser.username = 'postgres';
    superuser.password = credentials.postgres ?? '';
    const [admin, client] = [superuser, app].map(({ href }) => new Client({ connectionString: href }));
    try {
      await admin?.connect();
      await client?.connect();
      // As docs/audit-log.md says.
      await admin?.query(`
        CREATE ROLE vitrine_audit;
        ALTER SCHEMA public OWNER TO CURRENT_USER;
        GRANT USAGE, CREATE ON SCHEMA public TO ${app.username};
        ALTER TABLE audit_log OWNER TO vitrine_audit;
        ALTER FUNCTION trim_audit_log OWNER TO vitrine_audit;
        ALTER FUNCTION refuse_change_of_audit_log OWNER TO vitrine_audit;
        ALTER FUNCTION refuse_deletion_from_audit_log OWNER TO vitrine_audit;
        GRANT SELECT, INSERT ON audit_log TO ${app.username};
        GRANT EXECUTE ON FUNCTION trim_audit_log TO ${app.username};`);
      const tx = client as Client;
      const old = { now: () => new Date(Date.now() - 100 * 86_400_000) };
      await new AuditLog(old).record(tx, systemPrincipal('test', organization, []), {
        action: 'user.created',
      });
      for (const sql of [
        'ALTER TABLE audit_log DISABLE TRIGGER ALL',
        "SET session_replication_role = 'replica'",
        'CREATE OR REPLACE FUNCTION refuse_deletion_from_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$',
        'DROP TABLE audit_log',
        "SET vitrine.trims_audit_log = 'yes'; DELETE FROM audit_log",
        "UPDATE audit_log SET action = 'nothing'",
        'TRUNCATE audit_log',
      ])
        await expect(tx.query(sql)).rejects.toMatchObject({ code: '42501' });
      const { rows } = await tx.query('SELECT removed::int FROM trim_audit_log(now(), 1000)');
      expect(rows).toEqual([{ removed: 1 }]);
    } finally {
      await client?.end();
      await admin?.end();
      await postgres.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
