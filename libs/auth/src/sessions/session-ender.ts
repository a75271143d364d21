import { Injectable } from '@nestjs/common';
import { Outbox, type SqlExecutor } from '@app/database';
import { Clock } from '@app/platform';
import { SessionStates } from './session-states';

/** Which live sessions of a user to end: all, one, or all but one. */
export interface EndScope {
  userId: string;
  organizationId: string;
  only?: string;
  except?: string;
}

/** Ends sessions: in the table, in this process's memory, and by `session.ended` for the other processes. */
@Injectable()
export class SessionEnder {
  constructor(
    private readonly outbox: Outbox,
    private readonly states: SessionStates,
    private readonly clock: Clock,
  ) {}

  /** Inside the caller's transaction. @returns ids of the sessions ended; give them to {@link SessionEnder.ended} after the commit */
  async end(tx: SqlExecutor, scope: EndScope): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      `UPDATE session SET ended_at = $1
       WHERE user_id = $2 AND ended_at IS NULL AND id = coalesce($3::uuid, id) AND id IS DISTINCT FROM $4::uuid
       RETURNING id`,
      [this.clock.now(), scope.userId, scope.only ?? null, scope.except ?? null],
    );
    const sessionIds = rows.map((row) => row.id);
    if (sessionIds.length > 0) {
      await this.outbox.append(tx, {
        topic: 'session.ended',
        subject: scope.userId,
        organizationId: scope.organizationId,
        payload: { sessionIds, userId: scope.userId },
      });
    }
    return sessionIds;
  }

  /** After the commit: the sessions are refused by this process from now on. */
  ended(sessionIds: string[]): void {
    this.states.end(sessionIds);
  }
}
