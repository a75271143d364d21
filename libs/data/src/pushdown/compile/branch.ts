import type { StoreMeasure, StorePlan } from '../../store/metric-store';
import type { MetricSource } from '../metric-source';

/** An aggregate as the compiler numbers it: fractions and dimensions are named, not yet placed. */
export type BranchAggregate =
  | { kind: 'count' | 'sum' | 'avg' | 'min' | 'max' | 'last' }
  | { kind: 'distinct'; dimension: string }
  | { kind: 'percentile'; fraction: number };

/** Which measure of the plan is made of which aggregate. */
export interface BranchSlot {
  measure: number;
  aggregate: number;
  /** The aggregate is divided by the seconds of its bucket. */
  perSecond: boolean;
}

/** The measures of one metric. */
export interface Branch {
  metricId: number;
  source: MetricSource;
  /** The first counts: it tells whether there is anything at all. */
  aggregates: BranchAggregate[];
  slots: BranchSlot[];
}

/** One branch for each metric of a plan, all of whose measures must have a source. */
export function branchesOf({ measures }: Pick<StorePlan, 'measures'>): Branch[] {
  const branches = new Map<number, Branch>();
  for (const [index, measure] of measures.entries()) {
    const { metricId, source } = measure;
    if (!source) throw new TypeError(`Metric ${metricId} has no source`);
    const branch = branches.get(metricId) ?? { metricId, source, aggregates: [{ kind: 'count' }], slots: [] };
    branches.set(metricId, branch);
    const aggregate = numberOf(branch, aggregateOf(measure));
    branch.slots.push({ measure: index, aggregate, perSecond: measure.aggregation === 'rate' });
  }
  return [...branches.values()];
}

/** The aggregate that a measure is made of. */
export function aggregateOf({ aggregation, percentile = 50, dimension = '' }: StoreMeasure): BranchAggregate {
  if (aggregation === 'countDistinct') return { kind: 'distinct', dimension };
  if (aggregation === 'percentile') return { kind: 'percentile', fraction: percentile / 100 };
  return { kind: aggregation === 'rate' ? 'sum' : aggregation };
}

function numberOf({ aggregates }: Branch, wanted: BranchAggregate): number {
  const text = JSON.stringify(wanted);
  const known = aggregates.findIndex((each) => JSON.stringify(each) === text);
  return known >= 0 ? known : aggregates.push(wanted) - 1;
}
