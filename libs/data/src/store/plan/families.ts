import type { StoreMeasure, StorePlan } from '../metric-store';
import { dimensionsOf } from './choose-grouping';

/** Measures of one metric that are computed together. */
export interface Family {
  kind: 'stats' | 'distinct' | 'percentile' | 'exact';
  metricId: number;
  measures: { index: number; measure: StoreMeasure }[];
  /** What a grouping must tell apart to answer; undefined where only points can. */
  needs?: ReadonlySet<string>;
  /** Whose values are counted, with `distinct`. */
  dimension?: string;
}

/** Sorts the measures of a plan into families, in the order of the measures. */
export function familiesOf({ measures, groupBy, where }: StorePlan): Family[] {
  const base = [...groupBy, ...dimensionsOf(where)];
  const families = new Map<string, Family>();
  for (const [index, measure] of measures.entries()) {
    const { metricId, dimension = '' } = measure;
    const kind = kindOf(measure);
    const key = `${metricId} ${kind} ${kind === 'distinct' ? dimension : ''}`;
    const family: Family = families.get(key) ?? {
      kind,
      metricId,
      measures: [],
      ...(kind !== 'exact' && { needs: new Set(kind === 'distinct' ? [...base, dimension] : base) }),
      ...(kind === 'distinct' && { dimension }),
    };
    family.measures.push({ index, measure });
    families.set(key, family);
  }
  return [...families.values()];
}

function kindOf({ aggregation, exact }: StoreMeasure): Family['kind'] {
  if (aggregation === 'countDistinct') return 'distinct';
  if (aggregation === 'percentile') return exact ? 'exact' : 'percentile';
  return 'stats';
}
