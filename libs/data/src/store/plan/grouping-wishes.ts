import type { GroupingGain, GroupingWish } from '../explain/store-explanation';
import type { StorePlan, StoreRange } from '../metric-store';
import { answerFamily, type FamilyAnswer, type PlanContext } from './answer-family';
import { type Choice, FEW_POINTS, readCosts } from './cost';
import { type Family, familiesOf } from './families';
import type { MetricFacts, MetricSize } from './metric-facts';
import { planContext, type PlanKnowledge, rangesOf } from './plan-read';

/** No id that a grouping has. */
const WISHED = -1;

/** The groupings that would fit a plan exactly and that are not ready: one for each metric and set of dimensions. */
export function groupingWishes(plan: StorePlan, facts: ReadonlyMap<number, MetricFacts>): GroupingWish[] {
  const wishes = new Map<string, GroupingWish>();
  for (const { metricId, needs, kind, measures } of familiesOf(plan)) {
    const metric = facts.get(metricId);
    if (!metric || !needs || needs.size === 0 || kind === 'exact') continue;
    // What is made later has no rows of what was forgotten before.
    if (rangesOf(plan).some(({ from }) => from < metric.rawFloor)) continue;
    const dimensions = [...needs].toSorted();
    if (dimensions.some((name) => !metric.dimensions.includes(name))) continue;
    if (metric.groupings.some(({ dims }) => dims.length === needs.size && dims.every((d) => needs.has(d)))) {
      continue;
    }
    const key = JSON.stringify([metricId, dimensions]);
    const wish = wishes.get(key) ?? { metricId, dimensions, measures: [] };
    wish.measures.push(...measures.map(({ index }) => index));
    wishes.set(key, wish);
  }
  return [...wishes.values()];
}

/**
 * Plans again as if the metric had the grouping.
 * @param groups how many combinations of values it would have
 * @returns undefined where it would not be used, or where it is not known how many points there are
 */
export function gainOf(
  plan: StorePlan,
  knowledge: PlanKnowledge,
  wish: GroupingWish,
  groups: number,
): GroupingGain | undefined {
  const metric = knowledge.facts.get(wish.metricId);
  const size = knowledge.sizes.get(wish.metricId);
  if (!metric || !size?.months) return undefined;
  const wished = { id: WISHED, dims: wish.dimensions };
  const imagined = {
    metric: { ...metric, groupings: [...metric.groupings, wished] },
    size: { ...size, groups: new Map([...size.groups, [WISHED, groups]]) },
  };
  const own = familiesOf(plan).filter(
    ({ metricId, measures }) =>
      metricId === wish.metricId && measures.some(({ index }) => wish.measures.includes(index)),
  );
  let now = 0;
  let after = 0;
  for (const family of own) {
    const without = costOf(family, metric, size, planContext(plan, knowledge));
    const sizes = new Map([...knowledge.sizes, [metric.id, imagined.size]]);
    const having = costOf(family, imagined.metric, imagined.size, planContext(plan, { ...knowledge, sizes }));
    if (without === undefined || having === undefined) return undefined;
    now += without;
    after += having;
  }
  return after < now && now >= FEW_POINTS ? { now, after } : undefined;
}

/** What the answer of a family costs as it is planned. */
function costOf(
  family: Family,
  metric: MetricFacts,
  size: MetricSize,
  context: PlanContext,
): number | undefined {
  const answer = answerFamily(family, metric, context);
  const costs = readCosts(choiceOf(family, answer, { metric, size, ranges: context.ranges }));
  return answer.grouping ? costs?.rollups : costs?.points;
}

function choiceOf(
  { kind }: Family,
  { grouping, segments }: FamilyAnswer,
  { metric, size, ranges }: { metric: MetricFacts; size: MetricSize; ranges: readonly StoreRange[] },
): Choice {
  return {
    kind: kind === 'exact' ? 'percentile' : kind,
    grouping: grouping ?? { id: WISHED, dims: [] },
    segments: grouping ? segments : ranges.map(({ from, to }) => [{ level: 'raw', from, to }]),
    seriesCount: metric.seriesCount,
    size,
  };
}
