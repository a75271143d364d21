import { SealedError, type SecretBox } from '@app/platform';
import type { ClientBase } from 'pg';
import type { SealedColumn } from './sealed-columns';

const BATCH = 200;

/** What became of one column. */
export interface Rotation extends SealedColumn {
  /** How many secrets the current key seals now that another one sealed before. */
  sealed: number;
  /** Ids of rows whose secret could not be opened; they are left as they are. */
  unreadable: string[];
}

interface Row {
  id: string;
  organizationId: string;
  sealed: string;
}

/**
 * Seals every stored secret with the current key, in short transactions. Broken off, it goes on where it was: what is sealed with
 * the current key is not looked at again.
 */
export async function rotateKeys(
  client: ClientBase,
  box: SecretBox,
  columns: readonly SealedColumn[],
): Promise<Rotation[]> {
  const rotations: Rotation[] = [];
  for (const column of columns) {
    const rotation: Rotation = { ...column, sealed: 0, unreadable: [] };
    rotations.push(rotation);
    let after: string | undefined;
    do {
      const from = after;
      after = await inTransaction(client, () => rotateBatch(client, box, rotation, from));
    } while (after !== undefined);
  }
  return rotations;
}

/** @returns the id after which the next batch begins; undefined when there is none */
async function rotateBatch(
  client: ClientBase,
  box: SecretBox,
  rotation: Rotation,
  after: string | undefined,
): Promise<string | undefined> {
  const { table, column } = rotation;
  const { rows } = await client.query<Row>(
    `SELECT id::text, organization_id::text AS "organizationId", ${column} AS sealed FROM ${table}
     WHERE ${column} IS NOT NULL AND NOT starts_with(${column}, $1) AND ($2::uuid IS NULL OR id > $2)
     ORDER BY id LIMIT ${BATCH} FOR UPDATE`,
    [box.prefix, after ?? null],
  );
  for (const { id, organizationId, sealed } of rows) {
    const place = { organizationId, table, column, rowId: id };
    const secret = opened(() => box.open(sealed, place));
    if (secret === undefined) {
      rotation.unreadable.push(id);
      continue;
    }
    await client.query(`UPDATE ${table} SET ${column} = $1 WHERE id = $2`, [box.seal(secret, place), id]);
    rotation.sealed++;
  }
  return rows.at(-1)?.id;
}

function opened(open: () => string): string | undefined {
  try {
    return open();
  } catch (error) {
    if (error instanceof SealedError) return undefined;
    throw error;
  }
}

async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}
