import type { StoreAggregation, StoreMeasure, StorePlan } from '../../store/metric-store';
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
  /** By what the aggregate is divided: the seconds of its bucket, or the number of points. */
  per?: 'second' | 'point';
}

/** The measures of one metric. */
export interface Branch {
  metricId: number;
  source: MetricSource;
  /** The first counts: it tells whether there is anything at all. */
  aggregates: BranchAggregate[];
  slots: BranchSlot[];
}

/** Measures that are made of a sum. */
const DIVIDED: Partial<Record<StoreAggregation, BranchSlot['per']>> = { avg: 'point', rate: 'second' };

/** One branch for each metric of a plan, all of whose measures must have a source. */
export function branchesOf({ measures }: Pick<StorePlan, 'measures'>): Branch[] {
  const branches = new Map<number, Branch>();
  for (const [index, measure] of measures.entries()) {
    const { metricId, source } = measure;
    if (!source) throw new TypeError(`Metric ${metricId} has no source`);
    const branch = branches.get(metricId) ?? { metricId, source, aggregates: [{ kind: 'count' }], slots: [] };
    branches.set(metricId, branch);
    const aggregate = numberOf(branch, DIVIDED[measure.aggregation] ? { kind: 'sum' } : aggregateOf(measure));
    const per = DIVIDED[measure.aggregation];
    branch.slots.push({ measure: index, aggregate, ...(per && { per }) });
  }
  return [...branches.values()];
}

/** The aggregate that is a measure, or in the order of it. */
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
