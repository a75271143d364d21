import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { BelievedRows } from '../believed/believed-rows';
import { type Account, ACCOUNT_COLUMNS, type AccountRow, accountOf, isSameAccount } from './account';

/** A session that stands. */
interface SessionState {
  readonly userId: string;
  readonly account: Account;
}

/**
 * Whether a session still stands and what its user may do, as of at most one second ago, with next to no statements:
 * all sessions that are due are asked about in one, ahead of time while they are in use. What ends or changes in this
 * process counts at once.
 */
@Injectable()
export class SessionStates {
  private readonly rows: BelievedRows<SessionState>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.rows = new BelievedRows((ids, previous) => this.read(ids, previous));
  }

  /**
   * The account behind a session: at once from memory, else a promise.
   * @throws AppError SESSION_ENDED when the session ended or expired, or its user is disabled or gone
   */
  account(sessionId: string): Account | Promise<Account> {
    const state = this.rows.get(sessionId);
    return state instanceof Promise ? state.then(accountBehind) : accountBehind(state);
  }

  /** The account behind a session if that is good and known at this moment; `account` says why it is not. */
  known(sessionId: string): Account | undefined {
    return this.rows.known(sessionId)?.account;
  }

  /** Whether the session stood when it was last asked about. */
  wasGood(sessionId: string): boolean {
    return this.rows.last(sessionId) !== undefined;
  }

  /** These sessions are over, from now on. Call it once that is committed. */
  end(sessionIds: Iterable<string>): void {
    for (const id of sessionIds) this.rows.end(id);
  }

  /** Something about the user changed: the next request of each of its sessions asks the database. Call it once that is committed. */
  forgetUser(userId: string): void {
    this.rows.forget((state) => state.userId === userId);
  }

  /** Events may have been missed: everything is asked again. */
  forgetAll(): void {
    this.rows.forgetAll();
  }

  private async read(
    ids: string[],
    previous: (id: string) => SessionState | undefined,
  ): Promise<Map<string, SessionState>> {
    const { rows } = await this.database.query<AccountRow>(
      `SELECT s.id AS "sessionId", s.user_id AS "userId", ${ACCOUNT_COLUMNS}
       FROM session s JOIN users u ON u.id = s.user_id
       WHERE s.id = ANY($1::uuid[]) AND s.ended_at IS NULL AND s.expires_at > $2 AND u.status = 'active'`,
      [ids, this.clock.now()],
    );
    return new Map(
      rows.map((row) => {
        const known = previous(row.sessionId);
        const isSame = known !== undefined && isSameAccount(known.account, row);
        return [row.sessionId, isSame ? known : { userId: row.userId, account: accountOf(row) }];
      }),
    );
  }
}

function accountBehind(state: SessionState | undefined): Account {
  if (state) return state.account;
  throw new AppError('SESSION_ENDED', 'This session has ended. Log in again.');
}
