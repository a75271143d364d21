import { Injectable } from '@nestjs/common';
import { Database, type SqlExecutor } from '@app/database';
import { Clock } from '@app/platform';
import type { BuiltInKind } from '../builtin/built-in-kinds';
import { groupByOf } from '../rule/alert-rule';
import type { RuleDefinition } from '../rule/definition';
import { groupOf, SHOWN_SERIES, type ToldNews } from './alert-news';
import { markOf } from './series-mark';

interface Summarized {
  ruleId: string;
  channel: string;
  target: string;
  createdAt: Date;
  builtIn: BuiltInKind | null;
  definition: RuleDefinition;
  isQuiet: boolean;
}

/** Says in one what was held back, and how the series fare by then. */
@Injectable()
export class HeldSummaries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * The news as they are sent. A summary is written once, so that all tries say the same; what is held back later belongs to the
   * next. Undefined: the rule has been silenced or switched off.
   */
  async complete(id: string, news: ToldNews): Promise<ToldNews | undefined> {
    if (news.news !== 'summary' || news.held !== undefined) return news;
    return this.database.transaction(async (tx) => {
      const summarized = await this.lock(tx, id);
      if (!summarized) return undefined;
      const summary = await this.write(tx, summarized, news);
      await tx.query('UPDATE alert_notification SET news = $2 WHERE id = $1', [id, JSON.stringify(summary)]);
      return summarized.isQuiet ? undefined : summary;
    });
  }

  /** With the lock of the rule, that every evaluation takes: nothing is held back between count and summary. */
  private async lock(tx: SqlExecutor, id: string): Promise<Summarized | undefined> {
    const { rows } = await tx.query<Summarized>(
      `SELECT r.id AS "ruleId", n.channel, n.target, n.created_at AS "createdAt", r.builtin AS "builtIn", r.definition,
         NOT r.enabled OR coalesce(r.silenced_until > $2, false) AS "isQuiet"
       FROM alert_notification n JOIN alert_rule r ON r.id = n.rule_id WHERE n.id = $1 FOR UPDATE OF r`,
      [id, this.clock.now()],
    );
    return rows[0];
  }

  private async write(
    tx: SqlExecutor,
    { ruleId, channel, target, createdAt, ...rule }: Summarized,
    news: ToldNews,
  ): Promise<ToldNews> {
    const { rows: held } = await tx.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM alert_notification
       WHERE rule_id = $1 AND channel = $2 AND target = $3 AND status = 'held' AND created_at >= $4`,
      [ruleId, channel, target, createdAt],
    );
    const { rows } = await tx.query<{ key: string; value: number | null }>(
      `SELECT key, (state->>'value')::float8 AS value FROM alert_series
       WHERE rule_id = $1 AND status IN ('firing', 'noData', 'error') ORDER BY key`,
      [ruleId],
    );
    const groupBy = groupByOf(rule);
    const { templates: _, ...told } = news;
    return {
      ...told,
      at: this.clock.now().toISOString(),
      series: rows.slice(0, SHOWN_SERIES).map(({ key, value }) => ({ group: groupOf(key, groupBy), value })),
      count: rows.length,
      held: held[0]?.count ?? 0,
      marks: rows.map(({ key }) => markOf(key)),
    };
  }
}
