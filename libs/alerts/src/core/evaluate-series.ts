import { advance, type Evaluation, type Judgement, type Transition } from './advance';
import { newSeries, type SeriesState } from './series-state';

/** The values of the dimensions that a rule groups by, in their order; none for a rule without groups. */
export type Group = readonly (string | null)[];

/** A series by its group, as a text that can be compared. */
export function groupKey(group: Group): string {
  return JSON.stringify(group);
}

export interface SeriesTransition extends Transition {
  key: string;
}

/** What became of all series of a rule. */
export interface Evaluated {
  states: Map<string, SeriesState>;
  /** Series that are not followed any more: without data, and all well. */
  forgotten: string[];
  transitions: SeriesTransition[];
}

/** What an evaluation found: readings by {@link groupKey}; or it failed. */
export type Found = ReadonlyMap<string, Evaluation> | 'failed';

/** The series of a rule without groups, and of a rule with groups of which none is known. */
export const ONLY_SERIES = groupKey([]);

/**
 * Takes all series of a rule one evaluation further. A group that has been seen and is not found has no data; one that is not
 * found and all well by the rule's policy is forgotten.
 */
export function evaluateSeries(
  judgement: Judgement,
  grouped: boolean,
  known: ReadonlyMap<string, SeriesState>,
  found: Found,
  now: number,
): Evaluated {
  const result: Evaluated = { states: new Map(), forgotten: [], transitions: [] };
  const keys = new Set([...known.keys(), ...(found === 'failed' ? [] : found.keys())]);
  if (!grouped || (found === 'failed' && keys.size === 0)) keys.add(ONLY_SERIES);
  for (const key of keys) {
    const evaluation = evaluationOf(key, grouped, found);
    const before = known.get(key) ?? newSeries(now);
    // Stands for a rule that failed before any group was known.
    const over = grouped && key === ONLY_SERIES && found !== 'failed';
    const { state, transition } = over
      ? advance({ ...judgement, noData: 'ok', condition: NEVER }, before, { value: 0 }, now)
      : advance(judgement, before, evaluation, now);
    if (transition) result.transitions.push({ key, ...transition });
    const isGood = state.status === 'ok' || state.status === 'resolved';
    const isGone = over || (grouped && !('failed' in evaluation) && evaluation.value === null);
    if (isGood && isGone) result.forgotten.push(key);
    result.states.set(key, state);
  }
  return result;
}

const NEVER = { operator: 'gt', value: Infinity } as const;

function evaluationOf(key: string, grouped: boolean, found: Found): Evaluation {
  if (found === 'failed') return { failed: true };
  return found.get(key) ?? { value: null, ...(grouped && { previous: null }) };
}
