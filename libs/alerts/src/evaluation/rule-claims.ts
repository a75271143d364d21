import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@app/database';
import { Clock } from '@app/platform';
import { type AlertRule, RULE_COLUMNS } from '../rule/alert-rule';

/** A rule that one worker evaluates. */
export interface ClaimedRule extends AlertRule {
  claim: string;
  wakes: string;
}

/** An evaluation that has not ended by then died with its worker. */
const CLAIM_MS = 30_000;

/** Hands out rules that are due, each to one worker at a time. */
@Injectable()
export class RuleClaims {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async take(most: number): Promise<ClaimedRule[]> {
    const now = this.clock.now();
    const { rows } = await this.database.query<ClaimedRule>(
      `UPDATE alert_rule r SET claim = $1, claimed_until = $2 WHERE r.id IN (
         SELECT id FROM alert_rule WHERE enabled AND builtin IS NULL AND next_evaluation_at <= $3 AND (claimed_until IS NULL OR claimed_until < $3)
         ORDER BY next_evaluation_at LIMIT $4 FOR UPDATE SKIP LOCKED)
       RETURNING ${RULE_COLUMNS}, r.claim, r.wakes::text AS wakes`,
      [randomUUID(), new Date(now.getTime() + CLAIM_MS), now, most],
    );
    return rows;
  }

  /** In how many ms the next rule is due that nobody evaluates; undefined without one. */
  async nextInMs(): Promise<number | undefined> {
    const now = this.clock.now();
    const { rows } = await this.database.query<{ at: Date | null }>(
      `SELECT min(next_evaluation_at) AS at FROM alert_rule WHERE enabled AND builtin IS NULL AND (claimed_until IS NULL OR claimed_until < $1)`,
      [now],
    );
    return rows[0]?.at ? Math.max(0, rows[0].at.getTime() - now.getTime()) : undefined;
  }
}
