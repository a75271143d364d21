import { Injectable } from '@nestjs/common';
import { Outbox, type SqlExecutor } from '@app/database';
import { newId } from '@app/platform';
import type { Group } from '../core/evaluate-series';
import type { News } from '../core/tell';
import type { AlertRule } from '../rule/alert-rule';
import { parseRuleQuery } from '../rule/parse-condition';

/** What is to be told of one series. */
export interface SeriesNews {
  key: string;
  news: News;
  value: number | null;
}

/** News of a rule as people are told: of all its series that fare alike, in one. */
export interface ToldNews {
  alertId: string;
  name: string;
  news: News;
  severity: string;
  labels: Record<string, string>;
  condition: object;
  /** ISO 8601 in UTC. */
  at: string;
  /** The first of them, with the values of what the rule groups by. */
  series: { group: Record<string, string | null>; value: number | null }[];
  /** All of them. */
  count: number;
  error?: string;
}

const SHOWN_SERIES = 50;

/** Writes what is to be told into the transaction that it comes from, once for everybody who is to hear it. */
@Injectable()
export class AlertNews {
  constructor(private readonly outbox: Outbox) {}

  async append(tx: SqlExecutor, rule: AlertRule, told: readonly SeriesNews[], at: Date): Promise<void> {
    for (const [news, series] of Map.groupBy(told, (each) => each.news))
      await this.one(tx, rule, toldNews(rule, news, series, at));
  }

  private async one(tx: SqlExecutor, rule: AlertRule, told: ToldNews): Promise<void> {
    const { organizationId, id } = rule;
    if (told.news !== 'reminder') {
      const { alertId, name, severity, labels, condition, at, series, count } = told;
      const payload = { alertId, name, state: told.news, severity, at, labels, condition, series, count };
      await this.outbox.append(tx, { topic: 'alert', subject: id, organizationId, payload });
    }
    for (const { channel, target } of targetsOf(rule)) {
      const notificationId = newId();
      await tx.query(
        `INSERT INTO alert_notification (id, rule_id, channel, target, news, status, created_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6)`,
        [notificationId, id, channel, target, JSON.stringify(told), new Date(told.at)],
      );
      const payload = { name: 'send-alert', payload: { notificationId }, jobId: `alert-${notificationId}` };
      await this.outbox.append(tx, {
        topic: 'job.requested',
        subject: notificationId,
        organizationId,
        payload,
      });
    }
  }
}

function toldNews(rule: AlertRule, news: News, series: readonly SeriesNews[], at: Date): ToldNews {
  const { definition, id, name, lastError } = rule;
  const { groupBy } = parseRuleQuery(definition.query);
  return {
    alertId: id,
    name,
    news,
    severity: definition.severity,
    labels: definition.labels,
    condition: definition.condition,
    at: at.toISOString(),
    series: series.slice(0, SHOWN_SERIES).map(({ key, value }) => ({ group: groupOf(key, groupBy), value })),
    count: series.length,
    ...(news === 'error' && lastError !== null && { error: lastError }),
  };
}

/** The values of what a rule groups by, by name; none for what stands for the whole rule. */
export function groupOf(key: string, groupBy: readonly string[]): Record<string, string | null> {
  const group = JSON.parse(key) as Group;
  return group.length === 0
    ? {}
    : Object.fromEntries(groupBy.map((name, index) => [name, group[index] ?? null]));
}

function targetsOf({ definition }: AlertRule): { channel: string; target: string }[] {
  return definition.channels.flatMap((channel) =>
    channel.type === 'mail'
      ? channel.to.map((target) => ({ channel: 'mail', target }))
      : [{ channel: channel.type, target: channel.url }],
  );
}
