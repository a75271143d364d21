import type { StoreExplanation } from '../../store/explain/store-explanation';

/** What one place has explained, and which measures of the plan its own are. */
export interface PartExplanation {
  indexes: readonly number[];
  explanation: StoreExplanation;
}

/** One explanation of a plan that several places answer: their statements follow each other. */
export function mergeExplanations(parts: readonly PartExplanation[]): StoreExplanation {
  const all = parts.map(({ explanation }) => explanation);
  const [own] = all.filter(({ estimated, queryId }) => estimated ?? queryId);
  const statements = all.flatMap(({ statement }) => statement ?? []);
  const enginePlan = all.flatMap((each) => each.enginePlan ?? []);
  const renumbered = <T extends { measures: number[] }>(each: T, indexes: readonly number[]): T => ({
    ...each,
    measures: each.measures.flatMap((measure) => indexes[measure] ?? []),
  });
  return {
    source: [...new Set(all.map(({ source }) => source))].join('+'),
    approximate: all.some(({ approximate }) => approximate),
    parts: parts.flatMap(({ indexes, explanation }) =>
      explanation.parts.map((part) => renumbered(part, indexes)),
    ),
    partitions: all.flatMap(({ partitions }) => partitions),
    ...(statements.length > 0 && { statement: statements.join(';\n') }),
    ...(enginePlan.length > 0 && { enginePlan }),
    ...(own?.estimated && { estimated: own.estimated }),
    ...(own?.actual && { actual: own.actual }),
    scans: all.flatMap(({ scans }) => scans),
    spills: all.flatMap(({ spills }) => spills),
    ...(own?.queryId !== undefined && { queryId: own.queryId }),
    missing: parts.flatMap(({ indexes, explanation }) =>
      explanation.missing.map((missing) => renumbered(missing, indexes)),
    ),
  };
}
