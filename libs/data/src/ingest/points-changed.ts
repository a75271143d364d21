import type { OutboxEvents } from '@app/database';
import { type ArrangedRows } from './arrange-rows';
import { touchedDays } from './touched-days';
import type { WriteRequest } from './write-request';

/** Ranges of one metric that events name before they cover the gaps between them too. */
const RANGES_PER_METRIC = 50;
/** Ranges of one event: with the longest names it stays far below the size that can be broadcast. */
const RANGES_PER_EVENT = 1_000;

/** A `points.changed` event of one organization. */
export interface PointsChanged {
  organizationId: string;
  payload: OutboxEvents['points.changed'];
}

/** The events that tell which days of which metrics rows lie in. @param names of the metrics, by id */
export function pointsChanged(
  rows: ArrangedRows,
  requests: readonly WriteRequest[],
  names: ReadonlyMap<number, string>,
): PointsChanged[] {
  const organizations = new Map<number, string>();
  for (const { organizationId, metricIds } of requests) {
    for (const id of metricIds) organizations.set(id, organizationId);
  }
  const ranges = touchedDays(rows, RANGES_PER_METRIC);
  const byOrganization = Map.groupBy(ranges, ({ metricId }) => organizations.get(metricId) as string);
  return [...byOrganization].flatMap(([organizationId, own]) => {
    const metrics = own.map((range) => ({ ...range, metric: names.get(range.metricId) as string }));
    return Array.from({ length: Math.ceil(metrics.length / RANGES_PER_EVENT) }, (_, part) => ({
      organizationId,
      payload: { metrics: metrics.slice(part * RANGES_PER_EVENT, (part + 1) * RANGES_PER_EVENT) },
    }));
  });
}
