import type { StoreMeasure, StorePlan } from '../metric-store';
import type { ReadPlan } from './read-plan';

/** A rank may look at more groups than an answer may have rows. */
const MOST_GROUPS = 200_000;

/**
 * What to ask first when `top` ranks by a percentile of sketches, which are merged outside of the database: that percentile of
 * each group, and which groups the other metrics have. Undefined when the statement itself can rank.
 */
export function rankPlan(plan: StorePlan, { branches }: ReadPlan): StorePlan | undefined {
  const { top, groupBy } = plan;
  if (!top || groupBy.length === 0) return undefined;
  const isSketch = branches.some(
    ({ kind, metrics }) =>
      kind === 'sketch' && metrics.some(({ slots }) => slots.some(({ measure }) => measure === top.by)),
  );
  const by = plan.measures[top.by];
  if (!isSketch || !by) return undefined;
  const others = new Set(plan.measures.map(({ metricId }) => metricId));
  others.delete(by.metricId);
  const { organizationId, from, to, where, now } = plan;
  return {
    organizationId,
    from,
    to,
    where,
    groupBy,
    measures: [by, ...[...others].map((metricId): StoreMeasure => ({ metricId, aggregation: 'count' }))],
    maxRows: MOST_GROUPS,
    ...(now !== undefined && { now }),
  };
}
