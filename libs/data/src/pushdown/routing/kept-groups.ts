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
  const { dimension, index, others } = fewestLabels(groupBy, kept);
  const own = labelsOf(kept, index);
  if (others.length === 0) {
    const texts = [...own.keys()].filter((label) => label !== null);
    return {
      or: [
        ...(texts.length > 0 ? [{ dimension, operator: 'in' as const, values: texts }] : []),
        ...(own.has(null) ? [isLabel(dimension, null)] : []),
      ],
    };
  }
  return {
    or: [...own].map(([label, rest]) => ({ and: [isLabel(dimension, label), ofGroups(others, rest)] })),
  };
}

/** Lets through the points of all other groups. */
export function ofOtherGroups(groupBy: readonly string[], kept: readonly Label[]): Filter[] {
  if (kept.length === 0) return [];
  const { dimension, index, others } = fewestLabels(groupBy, kept);
  const own = labelsOf(kept, index);
  if (others.length === 0) {
    const texts = [...own.keys()].filter((label) => label !== null);
    return [
      ...(texts.length > 0 ? [{ dimension, operator: 'notIn' as const, values: texts }] : []),
      ...(own.has(null) ? [isNotLabel(dimension, null)] : []),
    ];
  }
  return [...own].map(([label, rest]) => ({
    or: [isNotLabel(dimension, label), { and: ofOtherGroups(others, rest) }],
  }));
}

/**
 * What to tell groups apart by first: the dimension with the fewest labels. So a thousand groups become few conditions and long lists, which
 * engines take: hundreds of conditions are more than some of them read.
 */
function fewestLabels(
  groupBy: readonly string[],
  kept: readonly Label[],
): { dimension: string; index: number; others: string[] } {
  const counts = groupBy.map((_, index) => new Set(kept.map((label) => label[index])).size);
  const index = counts.indexOf(Math.min(...counts));
  return { dimension: groupBy[index] ?? '', index, others: groupBy.toSpliced(index, 1) };
}

/** The labels of one dimension, each with what the groups that have it are called by the others. */
function labelsOf(kept: readonly Label[], index: number): Map<string | null, Label[]> {
  const own = Map.groupBy(kept, (label) => label[index] ?? null);
  return new Map(
    [...own].map(([label, groups]) => [label, groups.map((group) => group.toSpliced(index, 1))]),
  );
}

function isLabel(dimension: string, label: string | null): Filter {
  if (label === null) return { dimension, operator: 'exists', values: ['false'] };
  return { dimension, operator: 'eq', values: [label] };
}

function isNotLabel(dimension: string, label: string | null): Filter {
  if (label === null) return { dimension, operator: 'exists', values: ['true'] };
  return { dimension, operator: 'ne', values: [label] };
}
