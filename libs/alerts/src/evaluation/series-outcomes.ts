import { Injectable } from '@nestjs/common';
import type { SqlExecutor } from '@app/database';
import type { Evaluated } from '../core/evaluate-series';
import type { SeriesState } from '../core/series-state';
import { tell } from '../core/tell';
import { AlertNews, groupOf, type SeriesNews } from '../notification/alert-news';
import { type AlertRule, groupByOf } from '../rule/alert-rule';
import { durationMs } from '../rule/definition';
import { matchesAll } from '../silence/matcher';
import { activeSilences } from '../silence/silences';
import { saveEvents, saveSeries } from './saved-series';

/** Writes what an evaluation came to: the states of the series, what has happened to them, and what is to be told of it. */
@Injectable()
export class SeriesOutcomes {
  constructor(private readonly news: AlertNews) {}

  /** The states that are stored; what one evaluation reads of them nobody else changes before it ends, as it holds the rule's lock. */
  async known(tx: SqlExecutor, ruleId: string): Promise<Map<string, SeriesState>> {
    const { rows } = await tx.query<{ key: string; state: SeriesState }>(
      `SELECT key, state FROM alert_series WHERE rule_id = $1`,
      [ruleId],
    );
    return new Map(rows.map(({ key, state }) => [key, state]));
  }

  /** @param details why, by the key of the series */
  async write(
    tx: SqlExecutor,
    rule: AlertRule,
    known: ReadonlyMap<string, SeriesState>,
    { states, forgotten, transitions }: Evaluated,
    { now, details }: { now: Date; details?: ReadonlyMap<string, string> },
  ): Promise<void> {
    const isSilenced = await this.silencer(tx, rule, now);
    const { repeat } = rule.definition;
    const repeatMs = repeat === null ? null : durationMs(repeat);
    const told: SeriesNews[] = [];
    for (const [key, state] of states) {
      const after = tell(state, now.getTime(), { silenced: isSilenced(key), repeatMs });
      states.set(key, after.state);
      if (after.news) told.push({ key, news: after.news, value: state.value, detail: details?.get(key) });
    }
    for (const key of forgotten) states.delete(key);
    await saveSeries(tx, rule.id, known, states);
    await saveEvents(
      tx,
      rule.id,
      transitions.map((each) => ({ ...each, silenced: isSilenced(each.key) })),
    );
    await this.news.append(tx, rule, told, now);
  }

  private async silencer(tx: SqlExecutor, rule: AlertRule, now: Date): Promise<(key: string) => boolean> {
    if (rule.silencedUntil !== null && rule.silencedUntil > now) return () => true;
    const silences = await activeSilences(tx, rule.organizationId, now);
    if (silences.length === 0) return () => false;
    const { name, definition } = rule;
    const common = { ...definition.labels, severity: definition.severity, alert: name };
    const groupBy = groupByOf(rule);
    return (key) => {
      const labels = { ...common, ...groupOf(key, groupBy) };
      return silences.some((matchers) => matchesAll(matchers, labels));
    };
  }
}
