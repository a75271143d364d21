import { LEVELS } from './level';
import type { ReadPlan } from './read-plan';

/** What a plan reads, for `meta.source`: `raw`, `rollup_1h`, `rollup_1d+rollup_1h+raw`. */
export function sourceName({ branches }: ReadPlan): string {
  const used = new Set(branches.flatMap(({ segments }) => segments.flat().map(({ level }) => level)));
  const names = [...LEVELS, 'raw' as const].filter((level) => used.has(level));
  return names.length === 0 ? 'raw' : names.join('+');
}
