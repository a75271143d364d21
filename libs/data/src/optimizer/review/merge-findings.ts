import type { QueryShape } from '../shapes/query-shape';
import type { ShapeTotal } from '../shapes/shape-store';
import { counted, type Suggestion } from '../suggest/suggestion';

/** A suggestion with what the questions that it helps have cost. */
export interface RankedSuggestion extends Suggestion {
  /** The part of all query time that the questions took which it helps; 0 to 1. */
  share: number;
  /** The part of all query time that it would spare, by the planner's count of rows. */
  saves: number;
  /** Those questions: how many, and what they took. */
  queries: number;
  totalMs: number;
  maxMs: number;
  shapes: QueryShape[];
}

export interface Finding {
  suggestion: Suggestion;
  shape: ShapeTotal;
}

/** Brings equal suggestions for several shapes together, those that spare most first. */
export function mergeFindings(findings: readonly Finding[], totalMs: number): RankedSuggestion[] {
  const merged = Map.groupBy(findings, ({ suggestion }) => nameOf(suggestion));
  return [...merged.values()]
    .map((own) => rankedOf(own, totalMs))
    .toSorted((a, b) => b.saves - a.saves || b.share - a.share);
}

function nameOf({ kind, sql, rollup }: Suggestion): string {
  return JSON.stringify([kind, sql, rollup?.metric, rollup?.dimensions]);
}

function rankedOf(findings: readonly Finding[], totalMs: number): RankedSuggestion {
  const [first] = findings.toSorted((a, b) => b.shape.totalMs - a.shape.totalMs) as [Finding, ...Finding[]];
  const part = (ms: number): number => (totalMs > 0 ? Math.min(1, ms / totalMs) : 0);
  const own = findings.reduce((sum, { shape }) => sum + shape.totalMs, 0);
  const spared = findings.reduce(
    (sum, { shape, suggestion }) => sum + shape.totalMs * (1 - 1 / Math.max(1, suggestion.speedUp ?? 1)),
    0,
  );
  const queries = findings.reduce((sum, { shape }) => sum + shape.count, 0);
  const [share, saves] = [part(own), part(spared)];
  const { suggestion } = first;
  const measured = `The ${counted(queries, 'question')} that it helps took ${percent(share)} of the query time of the last 7 days, ${counted(own, 'millisecond')}`;
  return {
    ...suggestion,
    reason: `${suggestion.reason} ${measured}; it would spare ${percent(saves)}.`,
    share: rounded(share),
    saves: rounded(saves),
    queries,
    totalMs: Math.round(own),
    maxMs: Math.round(Math.max(...findings.map(({ shape }) => shape.maxMs))),
    shapes: findings.map(({ shape }) => shape.shape),
  };
}

function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

function rounded(part: number): number {
  return Math.round(part * 1_000) / 1_000;
}
