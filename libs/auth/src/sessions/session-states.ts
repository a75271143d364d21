import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { AppError, Clock } from '@app/platform';
import { type Account, ACCOUNT_COLUMNS, type AccountRow, accountOf, isSameAccount } from './account';
import { BoundedMap } from '../tokens/bounded-map';

/** Longest that an answer of the session table is believed without asking again. Milliseconds. */
const BELIEVED_MS = 1_000;
/** A session in use is asked about again this long before anybody would have to wait for it. */
const AHEAD_MS = 500;
const REMEMBERED_SESSIONS = 10_000;
const UNKNOWN = -Infinity;

/** What this process knows of one session. */
class SessionState {
  /** Undefined while unknown or when the session, or its user, is no longer good. */
  account: Account | undefined;
  /** Monotonic time before the statement that said so. */
  askedAt = UNKNOWN;
  /** Ended by this process: final. */
  ended = false;
  /** Raised by whoever changes the account, so that an answer read before the change is not taken. */
  generation = 0;
  asking: Promise<void> | undefined;

  constructor(
    readonly sessionId: string,
    readonly userId: string,
  ) {}
}

/**
 * Whether a session still stands and what its user may do, as of at most one second ago, with next to no statements:
 * all sessions that are due are asked about in one, ahead of time while they are in use. What ends or changes in this
 * process counts at once.
 */
@Injectable()
export class SessionStates {
  private readonly states = new BoundedMap<string, SessionState>(REMEMBERED_SESSIONS);
  private due: SessionState[] = [];
  private batch: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The account behind a session: at once from memory, else a promise.
   * @throws AppError SESSION_ENDED when the session ended or expired, or its user is disabled or gone
   */
  account(sessionId: string, userId: string): Account | Promise<Account> {
    const state = this.stateOf(sessionId, userId);
    const age = performance.now() - state.askedAt;
    if (state.ended || age >= BELIEVED_MS) return this.ask(state);
    if (!state.account) throw sessionEnded();
    // Nobody waits for this one. Should it fail, the next request past the limit asks again and says so.
    if (age >= AHEAD_MS && !state.asking) this.enqueue(state).catch(() => undefined);
    return state.account;
  }

  /** The account behind a session if that is good and known at this moment; `account` says why it is not. */
  known(sessionId: string, userId: string): Account | undefined {
    const state = this.states.get(sessionId);
    if (!state?.account || state.ended || performance.now() - state.askedAt >= BELIEVED_MS) return undefined;
    return this.account(sessionId, userId) as Account;
  }

  /** These sessions are over, from now on. Call it once that is committed. */
  end(sessionIds: Iterable<string>): void {
    for (const id of sessionIds) {
      const state = this.states.get(id);
      if (!state) continue;
      state.ended = true;
      state.account = undefined;
    }
  }

  /** Something about the user changed: the next request of each of its sessions asks the database. Call it once that is committed. */
  forgetUser(userId: string): void {
    for (const state of this.states.values()) if (state.userId === userId) expire(state);
  }

  /** Events may have been missed: everything is asked again. */
  forgetAll(): void {
    for (const state of this.states.values()) expire(state);
  }

  private stateOf(sessionId: string, userId: string): SessionState {
    const known = this.states.get(sessionId);
    if (known) return known;
    const state = new SessionState(sessionId, userId);
    this.states.set(sessionId, state);
    return state;
  }

  private async ask(state: SessionState): Promise<Account> {
    if (state.ended) throw sessionEnded();
    // A statement that began before the account changed leaves the state unknown: then it is asked once more.
    do await (state.asking ?? this.enqueue(state));
    while (state.askedAt === UNKNOWN && !state.ended);
    if (!state.account) throw sessionEnded();
    return state.account;
  }

  private enqueue(state: SessionState): Promise<void> {
    if (this.due.length === 0) this.batch = this.next();
    this.due.push(state);
    state.asking = this.batch.finally(() => (state.asking = undefined));
    return state.asking;
  }

  /** The statement for everybody who becomes due before the event loop turns. */
  private async next(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const states = this.due;
    this.due = [];
    const generations = states.map((state) => state.generation);
    const askedAt = performance.now();
    const { rows } = await this.database.query<AccountRow>(
      `SELECT s.id AS "sessionId", ${ACCOUNT_COLUMNS}
       FROM session s JOIN users u ON u.id = s.user_id
       WHERE s.id = ANY($1::uuid[]) AND s.ended_at IS NULL AND s.expires_at > $2 AND u.status = 'active'`,
      [states.map((state) => state.sessionId), this.clock.now()],
    );
    const found = new Map(rows.map((row) => [row.sessionId, row]));
    states.forEach((state, index) => {
      if (state.ended || state.generation !== generations[index]) return;
      const row = found.get(state.sessionId);
      state.askedAt = askedAt;
      if (!row) state.account = undefined;
      else if (!state.account || !isSameAccount(state.account, row)) state.account = accountOf(row);
    });
  }
}

function expire(state: SessionState): void {
  state.generation++;
  state.askedAt = UNKNOWN;
}

function sessionEnded(): AppError {
  return new AppError('SESSION_ENDED', 'This session has ended. Log in again.');
}
