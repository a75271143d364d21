import { type Condition, judge, measuredBy, type Reading } from './condition';
import type { SeriesState, SeriesStatus } from './series-state';

/** What a gap of data means: its own status, an alarm, all well, or whatever was before. */
export const NO_DATA_POLICIES = ['noData', 'firing', 'ok', 'keep'] as const;
export type NoDataPolicy = (typeof NO_DATA_POLICIES)[number];
/** What a query that fails means. */
export const ERROR_POLICIES = ['error', 'firing', 'ok', 'keep'] as const;
export type ErrorPolicy = (typeof ERROR_POLICIES)[number];

/** What of a rule decides over the states of its series. */
export interface Judgement {
  condition: Condition;
  recover: number | null;
  forMs: number;
  noData: NoDataPolicy;
  error: ErrorPolicy;
}

/** What one evaluation found of one series. */
export type Evaluation = Reading | { failed: true };

/** A change of status. */
export interface Transition {
  from: SeriesStatus;
  to: SeriesStatus;
  at: number;
  value: number | null;
}

/**
 * The state machine of an alert: what becomes of a series when an evaluation found this at that time. Pure; the same calls
 * give the same states, whoever makes them and however often it stops in between.
 */
export function advance(
  judgement: Judgement,
  state: SeriesState,
  evaluation: Evaluation,
  now: number,
): { state: SeriesState; transition: Transition | undefined } {
  const value = 'failed' in evaluation ? null : measuredBy(judgement.condition, evaluation);
  const next = { ...state, ...step(judgement, state, evaluation, now), value };
  if (next.status === state.status) return { state: next, transition: undefined };
  next.since = now;
  return { state: next, transition: { from: state.status, to: next.status, at: now, value } };
}

type Step = Pick<SeriesState, 'status' | 'breachingSince' | 'open'>;

function step(judgement: Judgement, state: SeriesState, evaluation: Evaluation, now: number): Step {
  if ('failed' in evaluation) return withPolicy(judgement.error, judgement, state, now);
  const verdict = judge(judgement.condition, judgement.recover, evaluation);
  if (verdict === 'empty') return withPolicy(judgement.noData, judgement, state, now);
  if (verdict === 'breach') return breached(judgement, state, now);
  return verdict === 'within' && state.open ? firing(state, now) : cleared(state);
}

function withPolicy(
  policy: NoDataPolicy | ErrorPolicy,
  judgement: Judgement,
  state: SeriesState,
  now: number,
): Step {
  switch (policy) {
    case 'keep':
      return state;
    case 'ok':
      return cleared(state);
    case 'firing':
      return breached(judgement, state, now);
    default:
      return { status: policy, breachingSince: null, open: state.open };
  }
}

function breached({ forMs }: Judgement, state: SeriesState, now: number): Step {
  const since = state.breachingSince ?? now;
  if (state.open || now - since >= forMs) return firing(state, now);
  return { status: 'pending', breachingSince: since, open: false };
}

function firing({ breachingSince }: SeriesState, now: number): Step {
  return { status: 'firing', breachingSince: breachingSince ?? now, open: true };
}

function cleared({ open, status }: SeriesState): Step {
  const good = open || status === 'resolved' ? 'resolved' : 'ok';
  return { status: good, breachingSince: null, open: false };
}
