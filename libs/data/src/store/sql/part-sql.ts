import { LEVELS } from '../plan/level';
import type { Branch } from '../plan/read-plan';
import { pointsPart } from './points-sql';
import { rollupPart } from './rollup-sql';
import type { StatementContext } from './statement-context';

/** A table `metric_id, bucket, …groups, …columns` of what answers a branch in a range. */
export interface Part {
  name: string;
  /** Each bucket of a group has one row: there is nothing to add up. */
  isWhole: boolean;
}

/** The partial aggregates of a branch in a range, from all that answers it; undefined when there is no time in the range. */
export function partOf(context: StatementContext, index: number, range: number): Part | undefined {
  const branch = context.read.branches[index] as Branch;
  const segments = branch.segments[range] ?? [];
  const sources: string[] = [];
  for (const level of LEVELS) {
    const own = segments.filter((segment) => segment.level === level);
    if (own.length > 0) sources.push(rollupPart(context, branch, { range, level, segments: own }));
  }
  if (segments.some(({ level }) => level === 'raw')) sources.push(pointsPart(context, branch, range));
  if (sources.length === 0) return undefined;
  const name = context.table(`part_${index}_${range}`, () => sources.join('\n UNION ALL '));
  return { name, isWhole: sources.length === 1 && branch.kind !== 'distinct' };
}
