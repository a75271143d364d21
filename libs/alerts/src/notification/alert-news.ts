import { Injectable } from '@nestjs/common';
import { Outbox, type SqlExecutor } from '@app/database';
import { newId } from '@app/platform';
import type { BuiltInKind } from '../builtin/built-in-kinds';
import type { Group } from '../core/evaluate-series';
import type { News } from '../core/tell';
import { type AlertRule, groupByOf } from '../rule/alert-rule';
import { HeldBack, SUMMARY_AFTER_MS, type Target } from './held-back';
import type { AlertTemplates } from './alert-templates';
import { markOf, type SeriesMark } from './series-mark';

/** What is to be told of one series. */
export interface SeriesNews {
  key: string;
  news: News;
  value: number | null;
  /** Why, in words for people. */
  detail?: string | undefined;
}

/** News of a rule as people are told: of all its series that fare alike, in one. */
export interface ToldNews {
  alertId: string;
  name: string;
  /** `summary`: of what was held back, and how the series fare then. */
  news: News | 'summary';
  severity: string;
  labels: Record<string, string>;
  condition: object;
  /** ISO 8601 in UTC. */
  at: string;
  /** The first of them, with the values of what the rule groups by. */
  series: { group: Record<string, string | null>; value: number | null; detail?: string }[];
  /** All of them. */
  count: number;
  error?: string;
  builtIn?: BuiltInKind;
  templates?: AlertTemplates;
  /** A new alarm, sent while other news are held back. */
  isNew?: true;
  /** How many times within an hour this makes; what follows is held back. */
  last?: number;
  /** How often nothing was told. */
  held?: number;
  /** All the series that it tells of, beyond those that are shown; none when it is held back. */
  marks?: SeriesMark[];
}

/** News of series that fare alike. */
interface Alike {
  news: News;
  series: readonly SeriesNews[];
  at: Date;
}

export const SHOWN_SERIES = 50;
const MOST_ADMINISTRATORS = 20;

/** Writes what is to be told into the transaction that it comes from, once for everybody who is to hear it. */
@Injectable()
export class AlertNews {
  constructor(
    private readonly outbox: Outbox,
    private readonly heldBack: HeldBack,
  ) {}

  async append(tx: SqlExecutor, rule: AlertRule, told: readonly SeriesNews[], at: Date): Promise<void> {
    for (const [news, series] of Map.groupBy(told, (each) => each.news))
      await this.one(tx, rule, { news, series, at });
  }

  private async one(tx: SqlExecutor, rule: AlertRule, alike: Alike): Promise<void> {
    const { organizationId, id } = rule;
    const told = toldNews(rule, alike);
    if (told.news !== 'reminder') {
      const { alertId, name, severity, labels, condition, at, series, count } = told;
      const builtIn = told.builtIn && { builtIn: told.builtIn };
      const payload = {
        alertId,
        name,
        state: told.news,
        severity,
        at,
        labels,
        condition,
        series,
        count,
        ...builtIn,
      };
      await this.outbox.append(tx, { topic: 'alert', subject: id, organizationId, payload });
    }
    const divide = await this.heldBack.divide(tx, rule, alike);
    for (const target of await targetsOf(tx, rule)) {
      const { now, held, isNew, opens, last } = divide(target);
      if (now.length > 0)
        await this.notify(tx, rule, target, {
          ...toldNews(rule, { ...alike, series: now }),
          ...(isNew && { isNew }),
          ...(last !== undefined && { last }),
          marks: now.map(({ key }) => markOf(key)),
        });
      if (opens) await this.notify(tx, rule, target, { ...told, news: 'summary', series: [], count: 0 });
      if (held.length > 0)
        await this.notify(tx, rule, target, toldNews(rule, { ...alike, series: held }), true);
    }
  }

  private async notify(
    tx: SqlExecutor,
    { id, organizationId }: AlertRule,
    { channel, target }: Target,
    told: ToldNews,
    holds = false,
  ): Promise<void> {
    const notificationId = newId();
    await tx.query(
      `INSERT INTO alert_notification (id, rule_id, channel, target, news, status, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        notificationId,
        id,
        channel,
        target,
        JSON.stringify(told),
        holds ? 'held' : 'pending',
        new Date(told.at),
      ],
    );
    if (holds) return;
    const payload = {
      name: 'send-alert',
      payload: { notificationId },
      jobId: `alert-${notificationId}`,
      ...(told.news === 'summary' && { delayMs: SUMMARY_AFTER_MS }),
    };
    await this.outbox.append(tx, {
      topic: 'job.requested',
      subject: notificationId,
      organizationId,
      payload,
    });
  }
}

function toldNews(rule: AlertRule, { news, series, at }: Alike): ToldNews {
  const { definition, id, name, lastError, builtIn } = rule;
  const groupBy = groupByOf(rule);
  const { severity, labels, condition, templates } = definition;
  return {
    alertId: id,
    name,
    news,
    severity,
    labels,
    condition,
    at: at.toISOString(),
    series: series.slice(0, SHOWN_SERIES).map(({ key, value, detail }) => ({
      group: groupOf(key, groupBy),
      value,
      ...(detail !== undefined && { detail }),
    })),
    count: series.length,
    ...(news === 'error' && lastError !== null && { error: lastError }),
    ...(builtIn && { builtIn }),
    // Rules of before had none.
    ...(templates && { templates }),
  };
}

/** The values of what a rule groups by, by name; none for what stands for the whole rule. */
export function groupOf(key: string, groupBy: readonly string[]): Record<string, string | null> {
  const group = JSON.parse(key) as Group;
  return group.length === 0
    ? {}
    : Object.fromEntries(groupBy.map((name, index) => [name, group[index] ?? null]));
}

/** Each once, however many channels lead there. */
async function targetsOf(tx: SqlExecutor, { definition, organizationId }: AlertRule): Promise<Target[]> {
  const targets = new Map<string, Target>();
  const add = (channel: string, target: string) => targets.set(`${channel} ${target}`, { channel, target });
  for (const channel of definition.channels) {
    if (channel.type === 'slack') add('slack', channel.url);
    else if (channel.type === 'mail') for (const address of channel.to) add('mail', address);
    else for (const address of await administrators(tx, organizationId)) add('mail', address);
  }
  return [...targets.values()];
}

async function administrators(tx: SqlExecutor, organizationId: string): Promise<string[]> {
  const { rows } = await tx.query<{ email: string }>(
    `SELECT email FROM users WHERE organization_id = $1 AND status = 'active' AND roles && ARRAY['admin', 'super_admin']
     ORDER BY id LIMIT ${MOST_ADMINISTRATORS}`,
    [organizationId],
  );
  return rows.map(({ email }) => email);
}
