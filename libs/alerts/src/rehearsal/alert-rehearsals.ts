import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { type MetricQuery, resolveTimeRange } from '@app/data';
import { AppError, Clock } from '@app/platform';
import { Backtest } from '../core/backtest';
import { groupOf } from '../notification/alert-news';
import { AlertService } from '../rule/alert.service';
import { durationMs, judgementOf, type RuleDefinition } from '../rule/definition';
import { parseRuleQuery } from '../rule/parse-condition';
import { RuleReadings } from '../evaluation/rule-readings';
import type { RehearsalDto, RehearseAlertDto } from './rehearsal.dto';

const DEFAULT_RANGE = '1d';
const MOST_STEPS = 300;
const AT_ONCE = 4;
const MOST_ALARMS = 1_000;

/** Rehearses rules over the past: the same question and the same steps as if they had been on, with the rights of who asks. */
@Injectable()
export class AlertRehearsals {
  constructor(
    private readonly alerts: AlertService,
    private readonly readings: RuleReadings,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError NOT_FOUND, VALIDATION_FAILED, and whatever keeps the query from being answered */
  async rehearse(
    principal: Principal,
    id: string,
    input: RehearseAlertDto,
    signal?: AbortSignal,
  ): Promise<RehearsalDto> {
    const { definition, builtIn } = await this.alerts.find(principal, id);
    if (builtIn) throw new AppError('CONFLICT', 'A built-in alert has no past to rehearse.');
    const query = parseRuleQuery(definition.query);
    const { from, to } = resolveTimeRange(
      input.timeRange ?? DEFAULT_RANGE,
      undefined,
      query.timezone,
      query.weekStart,
      this.clock.now(),
    );
    const stepMs = Math.max(
      durationMs(definition.interval),
      Math.ceil((to.getTime() - from.getTime()) / MOST_STEPS),
    );
    const times: number[] = [];
    for (let at = from.getTime() + stepMs; at <= to.getTime(); at += stepMs) times.push(at);
    if (times.length === 0)
      throw new AppError('LIMIT_EXCEEDED', 'The range is shorter than the interval of the alert.');
    const test = new Backtest(judgementOf(definition), query.groupBy.length > 0);
    for (let index = 0; index < times.length; index += AT_ONCE) {
      const some = times.slice(index, index + AT_ONCE);
      const found = await Promise.all(some.map((at) => this.at(principal, definition, query, at, signal)));
      for (const [place, readings] of found.entries()) test.step(readings, some[place] ?? 0);
    }
    return {
      data: {
        from,
        to,
        stepSeconds: stepMs / 1_000,
        evaluations: times.length,
        fired: test.alarms.length,
        resolved: test.alarms.filter(({ resolvedAt }) => resolvedAt !== null).length,
        flapped: test.flaps,
        alarms: test.alarms.slice(0, MOST_ALARMS).map(({ key, firedAt, resolvedAt, value }) => ({
          group: groupOf(key, query.groupBy),
          firedAt: new Date(firedAt),
          resolvedAt: resolvedAt === null ? null : new Date(resolvedAt),
          value,
        })),
      },
    };
  }

  /** What the rule would have read at that moment of the points that are there now. */
  private at(
    principal: Principal,
    { condition }: RuleDefinition,
    query: MetricQuery,
    at: number,
    signal: AbortSignal | undefined,
  ) {
    const { timeRange, timezone, weekStart } = query;
    const range = resolveTimeRange(timeRange, undefined, timezone, weekStart, new Date(at));
    const past = { from: range.from.toISOString(), to: range.to.toISOString() };
    return this.readings.read(principal, { ...query, timeRange: past }, condition, signal ? { signal } : {});
  }
}
