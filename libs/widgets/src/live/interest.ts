import type { MetricDays, UtcDay } from '@app/cache';

/** Days, both inclusive. */
export type DaySpan = Readonly<Pick<MetricDays, 'fromDay' | 'toDay'>>;

/** Which days of its metrics an answer is made of; `any` while that is not known. */
export type Interest = readonly DaySpan[] | 'any';

/** Whether a change of these days can change the answer. */
export function isAffected(interest: Interest, changed: DaySpan): boolean {
  if (interest === 'any') return true;
  return interest.some(({ fromDay, toDay }) => fromDay <= changed.toDay && changed.fromDay <= toDay);
}

/**
 * The interest of an answer that is about to be computed. The end of a relative range may move on in between, so that it
 * gets a day more: what comes in meanwhile is not missed.
 */
export function interestOf(days: readonly MetricDays[], isRelative: boolean): Interest {
  const more: UtcDay = isRelative ? 1 : 0;
  const spans = new Map<string, DaySpan>();
  for (const { fromDay, toDay } of days) {
    spans.set(`${fromDay} ${toDay}`, { fromDay, toDay: toDay + more });
  }
  return [...spans.values()];
}
