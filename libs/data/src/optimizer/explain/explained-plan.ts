import type { ValidQuery } from '../../query/valid-query';
import type { ExplainedPart, StoreExplanation } from '../../store/explain/store-explanation';
import type { StorePlan } from '../../store/metric-store';
import type { Segment } from '../../store/plan/level';
import type { ToldScope } from '../what-may-be-told';
import type { ExplainedMeasures, ExplainedPlan } from './query-explanation';

/**
 * The plan as it is told. Which partitions there are depends on the points of everybody, so all but those who administer the installation hear of
 * the months that the plan looks at; and when points came in shows in the marks, so that within a data policy there are no segments.
 */
export function explainedPlan(
  explanation: StoreExplanation,
  {
    valid,
    plan,
    scope,
    readsSources,
  }: { valid: ValidQuery; plan: StorePlan; scope: ToldScope; readsSources: boolean },
): ExplainedPlan {
  const { source, approximate, statement, enginePlan, estimated, actual, scans, parts, partitions } =
    explanation;
  const whole = scope === 'installation';
  // It names tables of a source, and has the SQL of its mapping.
  const hidesStatement =
    plan.measures.some(({ source: elsewhere }) => elsewhere) && !(readsSources && scope !== 'policy');
  return {
    source,
    approximate,
    parts: parts.map((part) => explainedPart(part, valid, scope)),
    partitions: whole
      ? partitions
      : monthsOf(parts, { from: plan.from, to: plan.to, hides: scope === 'policy' }),
    statement: hidesStatement ? null : (statement ?? null),
    ...(enginePlan && !hidesStatement && { enginePlan }),
    estimated: scope === 'policy' ? null : (estimated ?? null),
    actual: actual ?? null,
    ...(whole && { scans }),
  };
}

function explainedPart(
  { metricId, measures, grouping, segments, previous = [] }: ExplainedPart,
  { query, metrics }: ValidQuery,
  scope: ToldScope,
): ExplainedMeasures {
  const all = [...segments, ...previous].toSorted((a, b) => a.from - b.from);
  return {
    metric: [...metrics.values()].find(({ id }) => id === metricId)?.name ?? '',
    columns: measures.flatMap((index) => query.metrics[index]?.as ?? []),
    rollup: grouping ?? null,
    levels: [...new Set(all.map(({ level }) => level))],
    ...(scope !== 'policy' && {
      segments: all.map(({ level, from, to }) => ({
        level,
        from: new Date(from).toISOString(),
        to: new Date(to).toISOString(),
      })),
    }),
  };
}

/** Names of the partitions for the months that are read from points. @param hides takes all of the range where any of it is */
function monthsOf(
  parts: readonly ExplainedPart[],
  { from, to, hides }: { from: number; to: number; hides: boolean },
): string[] {
  const raw = parts.flatMap(({ segments, previous = [] }) =>
    [...segments, ...previous].filter(({ level }) => level === 'raw'),
  );
  const read: readonly Pick<Segment, 'from' | 'to'>[] = hides && raw.length > 0 ? [{ from, to }] : raw;
  const months = new Set<string>();
  for (const segment of read) {
    const at = new Date(segment.from);
    at.setUTCDate(1);
    at.setUTCHours(0, 0, 0, 0);
    for (; at.getTime() < segment.to; at.setUTCMonth(at.getUTCMonth() + 1)) {
      months.add(`points_${at.toISOString().slice(0, 7).replace('-', '')}`);
    }
  }
  return [...months].toSorted();
}
