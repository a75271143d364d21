import { Inject, Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { AlertRule } from '../rule/alert-rule';

/** After how long a recipient is told what was held back. */
export const SUMMARY_AFTER_MS = 15 * 60_000;
const WINDOW_MS = 3_600_000;

/** Whom a rule tells: an address, or the mask of a URL of the rule. */
export interface Target {
  channel: string;
  target: string;
}

/** What becomes of news for one recipient. */
export interface Bound {
  /** It is not sent. */
  holds: boolean;
  /** A summary is to follow, and none is on its way. */
  opens: boolean;
  /** How many times within an hour this makes, if the next will be held back. */
  last?: number;
}

/** Keeps a rule that flaps from telling anybody more often than they can read. */
@Injectable()
export class HeldBack {
  constructor(
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** For all recipients of a rule, in the transaction that holds the rule's lock. */
  async boundsOf(
    tx: SqlExecutor,
    { id, organizationId }: Pick<AlertRule, 'id' | 'organizationId'>,
    at: Date,
  ): Promise<(target: Target) => Bound> {
    const { rows } = await tx.query<Target & { told: number; summarized: boolean }>(
      `SELECT channel, target, count(*) FILTER (WHERE status <> 'held')::int AS told,
         bool_or(news->>'news' = 'summary' AND NOT news ? 'held') AS summarized
       FROM alert_notification WHERE rule_id = $1 AND created_at > $2 GROUP BY channel, target`,
      [id, new Date(at.getTime() - WINDOW_MS)],
    );
    const known = new Map(rows.map((row) => [keyOf(row), row]));
    const most = this.config.alertNewsPerHour;
    return (target) => {
      const { told = 0, summarized = false } = known.get(keyOf(target)) ?? {};
      // What comes before a summary would be told in the wrong order.
      const holds = summarized || told >= most;
      const opens = holds && !summarized;
      if (opens)
        this.logger.warn(
          { alertId: id, organizationId, channel: target.channel, mostPerHour: most },
          'an alert is told of too often: its news are held back until a summary',
        );
      return { holds, opens, ...(told === most - 1 && !holds && { last: most }) };
    };
  }
}

function keyOf({ channel, target }: Target): string {
  return `${channel} ${target}`;
}
