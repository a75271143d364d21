import type { Filter } from '../../query/metric-query';
import type { StorePlan, StoreRange } from '../metric-store';
import { answerFamily, type FamilyAnswer, type PlanContext } from './answer-family';
import { branchesOf, type Draft } from './branches';
import type { Weigh } from './cost';
import { dirtyClasses } from './dirty-classes';
import { type Family, familiesOf } from './families';
import { mostRawSegments } from './join-raw';
import type { MetricFacts, MetricSize } from './metric-facts';
import type { ReadPlan } from './read-plan';

/** What plans are made from. All of it but the sizes is of one snapshot; these only decide what is faster. */
export interface PlanKnowledge {
  facts: ReadonlyMap<number, MetricFacts>;
  sizes: ReadonlyMap<number, MetricSize>;
  weigh: Weigh;
}

/**
 * Decides how a plan is read from the tables. Pure: all that it knows comes from one snapshot, in which its statement then runs,
 * except for sizes, which only decide what is faster.
 * @throws AppError 422 RANGE_NOT_KEPT
 */
export function planRead(plan: StorePlan, knowledge: PlanKnowledge): ReadPlan {
  const { facts } = knowledge;
  const context = planContext(plan, knowledge);
  const drafts = familiesOf(plan).flatMap((family) => {
    const metric = facts.get(family.metricId);
    if (!metric || plan.where.some((filter) => holdsNowhere(filter, metric.dimensions))) return [];
    return [draftOf(family, answerFamily(family, metric, context))];
  });
  const withPasses =
    plan.top && plan.groupBy.length > 0 ? withGroups(drafts, facts, context) : inOnePass(drafts);
  return { ranges: [...context.ranges], branches: branchesOf(withPasses) };
}

/** What is decided for all metrics of a plan at once. */
export function planContext(plan: StorePlan, { facts, sizes, weigh }: PlanKnowledge): PlanContext {
  const series = Math.max(0, ...[...facts.values()].map(({ seriesCount }) => seriesCount));
  return {
    plan,
    ranges: rangesOf(plan),
    sizes,
    weigh,
    dirtyOf: dirtyClasses(facts.values()),
    mostRaw: mostRawSegments(series),
  };
}

/** The ranges that a plan asks for: its own, then the earlier one. */
export function rangesOf({ from, to, buckets, previous }: StorePlan): StoreRange[] {
  return [{ from, to, ...(buckets && { buckets }) }, ...(previous ? [previous] : [])];
}

function draftOf(family: Family, answer: FamilyAnswer): Draft {
  const kind = family.kind === 'percentile' ? (answer.grouping ? 'sketch' : 'exact') : family.kind;
  return {
    ...answer,
    kind,
    metricId: family.metricId,
    measures: family.measures,
    dimension: family.dimension,
  };
}

/** Exact percentiles are computed in the pass over the points that the rest of their metric needs anyway. */
function inOnePass(drafts: readonly Draft[]): Draft[] {
  const result: Draft[] = [];
  for (const draft of drafts) {
    const alone = draft.kind === 'exact' ? { ...draft, kind: 'stats' as const } : draft;
    const pass = result.find(
      ({ kind, metricId, grouping }) => kind === 'stats' && !grouping && metricId === draft.metricId,
    );
    if (pass && alone.kind === 'stats' && !alone.grouping)
      pass.measures = [...pass.measures, ...alone.measures];
    else result.push({ ...alone });
  }
  return result;
}

/** With `top`, which groups there are must be known before percentiles are computed of those that are kept. */
function withGroups(
  drafts: readonly Draft[],
  facts: ReadonlyMap<number, MetricFacts>,
  context: PlanContext,
): Draft[] {
  const { by } = context.plan.top as { by: number };
  const result: Draft[] = [];
  for (const draft of drafts) {
    const twin = result.find(
      ({ kind, metricId }) => kind === 'exact' && draft.kind === 'exact' && metricId === draft.metricId,
    );
    if (twin) twin.measures = [...twin.measures, ...draft.measures];
    else result.push({ ...draft });
  }
  const lone = result.filter(
    (draft) =>
      draft.kind === 'exact' &&
      !draft.measures.some(({ index }) => index === by) &&
      !result.some(({ kind, metricId }) => kind !== 'exact' && metricId === draft.metricId),
  );
  for (const { metricId } of lone) {
    const [family] = familiesOf({ ...context.plan, measures: [{ metricId, aggregation: 'count' }] }) as [
      Family,
    ];
    const answer = answerFamily(family, facts.get(metricId) as MetricFacts, context);
    result.push(draftOf({ ...family, measures: [] }, answer));
  }
  return result;
}

/** Whether no point of a metric can pass a filter because none has the dimension. */
function holdsNowhere(filter: Filter, dimensions: readonly string[]): boolean {
  if ('or' in filter) return filter.or.every((inner) => holdsNowhere(inner, dimensions));
  if ('and' in filter) return filter.and.some((inner) => holdsNowhere(inner, dimensions));
  const { dimension, operator, values } = filter;
  if (operator === 'ne' || operator === 'notIn') return false;
  if (operator === 'exists' && values[0] === 'false') return false;
  return !dimensions.includes(dimension);
}
