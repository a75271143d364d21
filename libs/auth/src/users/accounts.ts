import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { type Account, ACCOUNT_COLUMNS, accountOf, type UserRow } from '../sessions/account';

/** What users may do and see as of now, whether they are signed in or not. */
@Injectable()
export class Accounts {
  constructor(private readonly database: Database) {}

  /** The accounts of the active users among `userIds`, by id; others are missing. */
  async of(userIds: readonly string[]): Promise<Map<string, Account>> {
    const { rows } = await this.database.query<UserRow & { id: string }>(
      `SELECT u.id, ${ACCOUNT_COLUMNS} FROM users u WHERE u.id = ANY($1::uuid[]) AND u.status = 'active'`,
      [[...new Set(userIds)]],
    );
    return new Map(rows.map((row) => [row.id, accountOf(row)]));
  }
}
