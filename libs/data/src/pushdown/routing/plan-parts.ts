import type { StoreMeasure, StorePlan } from '../../store/metric-store';

/** The measures of a plan that one place answers. */
export interface PlanPart {
  /** Id of a source; undefined for what is stored here. */
  sourceId: string | undefined;
  /** Indexes into the plan's measures. */
  indexes: number[];
  measures: StoreMeasure[];
}

/** The places that answer a plan, each with its measures; one at least. */
export function planParts({ measures }: Pick<StorePlan, 'measures'>): PlanPart[] {
  const parts = new Map<string | undefined, PlanPart>();
  for (const [index, measure] of measures.entries()) {
    const sourceId = measure.source?.sourceId;
    const part = parts.get(sourceId) ?? { sourceId, indexes: [], measures: [] };
    part.indexes.push(index);
    part.measures.push(measure);
    parts.set(sourceId, part);
  }
  return parts.size > 0 ? [...parts.values()] : [{ sourceId: undefined, indexes: [], measures: [] }];
}
