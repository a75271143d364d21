import type { StoreMeasure } from '../metric-store';
import type { FamilyAnswer } from './answer-family';
import { type Branch, columnsOf, type Formula, type PartialColumn, PARTIALS, type Slot } from './read-plan';

/** A family with what answers it. */
export interface Draft extends FamilyAnswer {
  kind: Branch['kind'];
  metricId: number;
  measures: { index: number; measure: StoreMeasure }[];
  dimension: string | undefined;
}

const NEEDED: { readonly [A in StoreMeasure['aggregation']]?: readonly PartialColumn[] } = {
  sum: ['s'],
  avg: ['n', 's'],
  count: ['n'],
  min: ['lo'],
  max: ['hi'],
  last: ['l'],
  rate: ['s'],
};

/** Brings metrics together whose measures are computed alike from the same kinds of rows. */
export function branchesOf(drafts: readonly Draft[]): Branch[] {
  const branches = new Map<string, Branch>();
  for (const draft of drafts) {
    const shape = shapeOf(draft);
    const key = JSON.stringify([shape, draft.grouping !== undefined, draft.segments]);
    const branch = branches.get(key) ?? { ...shape, segments: draft.segments, metrics: [] };
    const { metricId, grouping } = draft;
    branch.metrics.push({ metricId, ...(grouping && { grouping }), slots: slotsOf(draft, branch) });
    branches.set(key, branch);
  }
  return [...branches.values()];
}

function shapeOf({ kind, measures, dimension }: Draft): Omit<Branch, 'segments' | 'metrics'> {
  const needed = new Set(measures.flatMap(({ measure }) => NEEDED[measure.aggregation] ?? []));
  if (kind === 'sketch') for (const bound of ['lo', 'hi'] as const) needed.add(bound);
  const fractions =
    kind === 'sketch' ? [] : [...new Set(measures.flatMap(({ measure }) => fractionOf(measure)))];
  return {
    kind,
    partials: PARTIALS.filter((partial) => needed.has(partial)),
    fractions,
    ...(dimension !== undefined && { dimension }),
  };
}

function fractionOf({ aggregation, percentile = 50 }: StoreMeasure): number[] {
  return aggregation === 'percentile' ? [percentile / 100] : [];
}

function slotsOf({ kind, measures }: Draft, branch: Branch): Slot[] {
  const columns = columnsOf(branch);
  const at = (name: string): number => columns.indexOf(name);
  return measures.map(({ index, measure }) => ({
    measure: index,
    formula: formulaOf(measure, kind, at, branch),
  }));
}

function formulaOf(
  measure: StoreMeasure,
  kind: Branch['kind'],
  at: (name: string) => number,
  { fractions }: Branch,
): Formula {
  const { aggregation } = measure;
  const [fraction = 0.5] = fractionOf(measure);
  if (aggregation === 'countDistinct') return { kind: 'value', column: at('d') };
  if (kind === 'sketch') return { kind: 'quantile', fraction, lo: at('lo'), hi: at('hi') };
  if (aggregation === 'percentile') return { kind: 'value', column: at(`q${fractions.indexOf(fraction)}`) };
  if (aggregation === 'avg') return { kind: 'ratio', column: at('s'), over: at('n') };
  const [partial = 'n'] = NEEDED[aggregation] ?? [];
  return { kind: aggregation === 'rate' ? 'perSecond' : 'value', column: at(partial) };
}
