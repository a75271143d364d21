import { Inject, Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import { AppConfig, LOGGER } from '@app/platform';
import type { Logger } from 'pino';
import type { News } from '../core/tell';
import type { AlertRule } from '../rule/alert-rule';
import { type Divided, divideNews, type Heard, newsRoom } from './divide-news';
import { markOf, type SeriesMark } from './series-mark';

/** After how long a recipient is told what was held back. */
export const SUMMARY_AFTER_MS = 15 * 60_000;
const WINDOW_MS = 3_600_000;

/** Whom a rule tells: an address, or the mask of a URL of the rule. */
export interface Target {
  channel: string;
  target: string;
}

type Counts = Omit<Heard, 'marks'>;

/** Keeps a rule that flaps from telling anybody more often than they can read. */
@Injectable()
export class HeldBack {
  constructor(
    private readonly config: AppConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** For all recipients of a rule, in the transaction that holds the rule's lock. */
  async divide<T extends { key: string }>(
    tx: SqlExecutor,
    { id, organizationId }: Pick<AlertRule, 'id' | 'organizationId'>,
    { news, series, at }: { news: News; series: readonly T[]; at: Date },
  ): Promise<(target: Target) => Divided<T>> {
    const since = new Date(at.getTime() - WINDOW_MS);
    const most = this.config.alertNewsPerHour;
    const counts = await this.counts(tx, id, since);
    const asks = news === 'firing' && [...counts.values()].some((each) => newsRoom(each, most) === 'new');
    const marks = asks ? await this.marks(tx, id, since, series) : new Map<string, ReadonlySet<SeriesMark>>();
    return (target) => {
      const key = keyOf(target);
      const heard = { ...(counts.get(key) ?? NOTHING), marks: marks.get(key) ?? NO_MARKS };
      const divided = divideNews(heard, { news, series }, most);
      if (divided.opens)
        this.logger.warn(
          { alertId: id, organizationId, channel: target.channel, mostPerHour: most },
          'an alert is told of too often: its news are held back until a summary',
        );
      return divided;
    };
  }

  private async counts(tx: SqlExecutor, id: string, since: Date): Promise<Map<string, Counts>> {
    const { rows } = await tx.query<Target & Counts>(
      `SELECT channel, target, count(*) FILTER (WHERE status <> 'held' AND NOT news ? 'isNew')::int AS told,
         count(*) FILTER (WHERE status <> 'held' AND news ? 'isNew')::int AS "toldNew",
         coalesce(bool_or(news->>'news' = 'summary' AND NOT news ? 'held'), false) AS summarized
       FROM alert_notification WHERE rule_id = $1 AND created_at > $2 GROUP BY channel, target`,
      [id, since],
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }

  /** Which of these series each recipient was told of. */
  private async marks(
    tx: SqlExecutor,
    id: string,
    since: Date,
    series: readonly { key: string }[],
  ): Promise<Map<string, ReadonlySet<SeriesMark>>> {
    // Recipients are mostly told the same, and of the same series again: each such list is looked at once.
    const { rows } = await tx.query<{ recipients: string[]; marks: SeriesMark[] }>(
      `SELECT recipients, ARRAY(SELECT mark FROM jsonb_array_elements_text(marks) AS mark WHERE mark = ANY($3::text[])) AS marks
       FROM (SELECT news->'marks' AS marks, array_agg(DISTINCT channel || ' ' || target) AS recipients FROM alert_notification
         WHERE rule_id = $1 AND created_at > $2 AND status <> 'held' AND news ? 'marks' GROUP BY 1) AS told`,
      [id, since, series.map(({ key }) => markOf(key))],
    );
    const known = new Map<string, Set<SeriesMark>>();
    for (const { recipients, marks } of rows)
      for (const recipient of recipients)
        known.set(recipient, new Set([...(known.get(recipient) ?? []), ...marks]));
    return known;
  }
}

const NO_MARKS: ReadonlySet<SeriesMark> = new Set();
const NOTHING: Counts = { told: 0, toldNew: 0, summarized: false };

function keyOf({ channel, target }: Target): string {
  return `${channel} ${target}`;
}
