import type { MetricQuery } from '../../query/metric-query';
import type { StoreExplanation } from '../../store/explain/store-explanation';
import type { StorePlan } from '../../store/metric-store';

export const SUGGESTION_KINDS = [
  'rollup',
  'range',
  'timezone',
  'exact',
  'upkeep',
  'partitioning',
  'index',
  'statistics',
  'memory',
] as const;
export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** A request to the API that does what is suggested. */
export interface SuggestedRequest {
  method: 'GET' | 'POST' | 'PUT';
  path: string;
  body?: object;
}

/** What would make answers cheaper, with the numbers that say so, and how to have it. */
export interface Suggestion {
  kind: SuggestionKind;
  /** What was seen in the plan and what would change, in one or two sentences with numbers. */
  reason: string;
  request?: SuggestedRequest;
  /** For whoever administers the database. */
  sql?: string;
  /** How many times fewer rows would be read, counted as the planner counts them. */
  speedUp?: number;
  /** With `rollup`: what would be kept. */
  rollup?: SuggestedRollup;
}

export interface SuggestedRollup {
  metric: string;
  /** Sorted. */
  dimensions: string[];
  /** Combinations of values. */
  groups: number;
  /** Rows of all levels, by now. */
  rows: number;
  bytes: number;
}

/** What suggestions are derived from. */
export interface Evidence {
  plan: StorePlan;
  explanation: StoreExplanation;
  /** Name of a metric. */
  nameOf: (metricId: number) => string;
}

/** The evidence of one question, as its client asked it. */
export interface QuestionEvidence extends Evidence {
  query: MetricQuery;
}

/** `1 point`, `2,000 points`. */
export function counted(count: number, noun: string): string {
  const rounded = Math.round(count);
  return `${rounded.toLocaleString('en-US')} ${noun}${rounded === 1 ? '' : 's'}`;
}

/** `region`, `category and region`. */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
