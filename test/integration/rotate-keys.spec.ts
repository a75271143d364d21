import { rotateKeys, SEALED_COLUMNS } from '@app/database';
import { newId, SecretBox } from '@app/platform';
import { Client } from 'pg';
import { createDatabase } from '../support/test-database';

const OLD = 'an old key of at least thirty-two characters';
const NEW = 'the new key of at least thirty-two characters';
const COLUMN = { table: 'rotated_sample', column: 'password_sealed' };
const ROWS = 450;

describe('rotating the key of stored secrets', () => {
  let client: Client;
  let drop: () => Promise<void>;
  const old = new SecretBox(OLD);
  const organizationId = newId();
  const place = (rowId: string) => ({ organizationId, rowId, ...COLUMN });

  beforeAll(async () => {
    const database = await createDatabase();
    drop = database.drop;
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(
      'CREATE TABLE rotated_sample (id uuid PRIMARY KEY, organization_id uuid NOT NULL, password_sealed text)',
    );
  });
  afterAll(async () => {
    await client.end();
    await drop();
  });

  const insert = (id: string, sealed: string | null) =>
    client.query('INSERT INTO rotated_sample VALUES ($1, $2, $3)', [id, organizationId, sealed]);
  const stored = async () =>
    (
      await client.query<{ id: string; sealed: string | null }>(
        'SELECT id, password_sealed AS sealed FROM rotated_sample ORDER BY id',
      )
    ).rows;

  it('seals all with the new key, batch by batch, goes on when it was broken off, and names what it cannot open', async () => {
    const secrets = new Map(Array.from({ length: ROWS }, (_, i) => [newId(), `secret ${i}`] as const));
    for (const [id, secret] of secrets) await insert(id, old.seal(secret, place(id)));
    const [empty, foreign] = [newId(), newId()];
    await insert(empty, null);
    await insert(foreign, new SecretBox('a key that nobody has any more, alas').seal('lost', place(foreign)));

    // Broken off in the middle of the second batch.
    let updates = 0;
    const breaking = {
      query: (sql: string, parameters?: unknown[]) => {
        if (sql.startsWith('UPDATE') && ++updates > 250) throw new Error('the machine went away');
        return client.query(sql, parameters);
      },
    } as unknown as Client;
    const box = new SecretBox(NEW, OLD);
    await expect(rotateKeys(breaking, box, [COLUMN])).rejects.toThrow('the machine went away');
    const done = (await stored()).filter(({ sealed }) => sealed?.startsWith(box.prefix));
    expect(done).toHaveLength(200);

    const first = await rotateKeys(client, box, [COLUMN]);
    expect(first).toEqual([{ ...COLUMN, sealed: ROWS - 200, unreadable: [foreign] }]);
    const withoutOld = new SecretBox(NEW);
    for (const { id, sealed } of await stored()) {
      if (id !== empty && id !== foreign)
        expect(withoutOld.open(sealed as string, place(id))).toBe(secrets.get(id));
    }
    const second = await rotateKeys(client, withoutOld, [COLUMN]);
    expect(second).toEqual([{ ...COLUMN, sealed: 0, unreadable: [foreign] }]);
  });

  it('knows every column that holds sealed secrets', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT CASE table_schema WHEN 'public' THEN '' ELSE table_schema || '.' END || table_name || '.' || column_name AS name
       FROM information_schema.columns
       WHERE column_name LIKE '%\\_sealed' AND table_schema IN ('public', 'metrics') AND table_name <> $1`,
      [COLUMN.table],
    );
    const known = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(known));
  });
});
