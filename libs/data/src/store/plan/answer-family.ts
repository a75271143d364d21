import type { StorePlan, StoreRange } from '../metric-store';
import { chooseGrouping } from './choose-grouping';
import type { Weigh } from './cost';
import type { Family } from './families';
import { joinRaw } from './join-raw';
import type { Segment, Span } from './level';
import type { GroupingFacts, MetricFacts, MetricSize } from './metric-facts';
import { notKept } from './not-kept';
import { segmentsOf } from './segments';

/** What answers a family: rollups of a grouping, with raw segments among them, or the points alone. */
export interface FamilyAnswer {
  grouping?: GroupingFacts;
  /** For each range. */
  segments: Segment[][];
}

/** What is decided for all metrics of a plan at once. */
export interface PlanContext {
  plan: StorePlan;
  ranges: readonly StoreRange[];
  sizes: ReadonlyMap<number, MetricSize>;
  weigh: Weigh;
  /** What the rollups of this metric are not believed for in the plan: all that is dirty and perhaps more. */
  dirtyOf(metric: MetricFacts): readonly Span[];
  /** In how many raw segments points are looked up. */
  mostRaw: number;
}

const UNKNOWN_SIZE: MetricSize = { groups: new Map() };

/**
 * Chooses rollups where a grouping covers what is asked and where they pay, else points.
 * @throws AppError 422 RANGE_NOT_KEPT where points would be needed that are gone
 */
export function answerFamily(family: Family, metric: MetricFacts, context: PlanContext): FamilyAnswer {
  const { ranges, weigh } = context;
  const size = context.sizes.get(metric.id) ?? UNKNOWN_SIZE;
  const isKept = ({ from }: Span): boolean => from >= metric.rawFloor;
  const pointsAreKept = ranges.every(isKept);
  const grouping = family.needs && chooseGrouping(metric.groupings, family.needs, size.groups);
  if (grouping && family.kind !== 'exact') {
    const segments = ranges.map((range) => segmentsOf(range, context.dirtyOf(metric)));
    const lost = segments.flat().find((segment) => segment.level === 'raw' && !isKept(segment));
    if (lost && !pointsAreKept) throw notKept({ metric, family, lost });
    const joined = segments.map((list) => joinRaw(list, context.mostRaw));
    const rolls = joined.flat().some(({ level }) => level !== 'raw');
    const { kind } = family;
    const { seriesCount } = metric;
    const pays = (): boolean => weigh.rollupsPay({ kind, segments: joined, grouping, seriesCount, size });
    if (rolls && (!pointsAreKept || pays())) return { grouping, segments: joined };
  }
  if (!pointsAreKept) throw notKept({ metric, family });
  return { segments: ranges.map(({ from, to }) => (from < to ? [{ level: 'raw', from, to }] : [])) };
}
