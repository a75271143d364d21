import { type MetricDays, utcDay } from '@app/cache';
import type { OutboxEvents } from '@app/database';

/** The days that a `points.changed` event tells of, as the cache counts them. */
export function changedDays({ metrics }: OutboxEvents['points.changed']): MetricDays[] {
  return metrics.map(({ metricId, from, to }) => ({
    metric: metricId,
    fromDay: utcDay(Date.parse(from)),
    toDay: utcDay(Date.parse(to) - 1),
  }));
}
