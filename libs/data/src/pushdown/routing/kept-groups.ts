import type { Filter } from '../../query/metric-query';
import { groupKey } from '../../query/answer/table';
import type { StoreAnswer, StoreMeasure, StorePlan, StoreRow } from '../../store/metric-store';
import { rankGroups } from '../../store/rows/rank-groups';
import type { PlanPart } from './plan-parts';

type Label = readonly (string | null)[];

/** What a place is asked to find the groups that there are, and their rank where it knows the measure. */
export function rankingPlan(plan: StorePlan, part: PlanPart): StorePlan {
  const { organizationId, from, to, groupBy, where, maxRows, now, top } = plan;
  const ranking = part.indexes.includes(top?.by ?? 0) ? plan.measures[top?.by ?? 0] : undefined;
  const metrics = new Map(part.measures.map((measure) => [measure.metricId, measure.source]));
  const present = [...metrics].map(([metricId, source]): StoreMeasure => ({
    metricId,
    aggregation: 'count',
    ...(source && { source }),
  }));
  const measures = ranking ? [ranking, ...present] : present;
  return { organizationId, from, to, groupBy, where, maxRows, measures, ...(now !== undefined && { now }) };
}

/** The groups that `top` keeps, of what the places have answered. @param ranks whether a place has ranked its groups */
export function keptGroups(
  { top, measures }: StorePlan,
  answers: readonly { answer: StoreAnswer; ranks: boolean }[],
): Label[] {
  const aggregation = measures[top?.by ?? 0]?.aggregation;
  const nothing = aggregation === 'count' || aggregation === 'countDistinct' ? 0 : null;
  const groups = new Map<string, StoreRow>();
  for (const { answer, ranks } of answers) {
    for (const row of answer.rows) {
      const key = groupKey(row);
      if (ranks) groups.set(key, row);
      else if (!groups.has(key)) groups.set(key, { ...row, values: [nothing] });
    }
  }
  return rankGroups([...groups.values()], top?.n ?? 0);
}

/** Lets through the points of these groups alone; there must be some. */
export function ofGroups(groupBy: readonly string[], kept: readonly Label[]): Filter {
  return {
    or: kept.map((label) => ({
      and: groupBy.map((dimension, index) => condition(dimension, label[index] ?? null, true)),
    })),
  };
}

/** Lets through the points of all other groups. */
export function ofOtherGroups(groupBy: readonly string[], kept: readonly Label[]): Filter[] {
  return kept.map((label) => ({
    or: groupBy.map((dimension, index) => condition(dimension, label[index] ?? null, false)),
  }));
}

function condition(dimension: string, label: string | null, is: boolean): Filter {
  if (label === null) return { dimension, operator: 'exists', values: [String(!is)] };
  return { dimension, operator: is ? 'eq' : 'ne', values: [label] };
}
