import type { Judgement } from './advance';
import { evaluateSeries, type Found } from './evaluate-series';
import type { SeriesState } from './series-state';

/** An alarm as it would have been. */
export interface PastAlarm {
  key: string;
  firedAt: number;
  /** Null: it would still last. */
  resolvedAt: number | null;
  /** What the condition measured when it fired. */
  value: number | null;
}

/** Firing again within this time after it was resolved is flapping. */
export const FLAP_MS = 3_600_000;

/** What a rule would have done: the same steps as those of a rule that is on. */
export class Backtest {
  private known = new Map<string, SeriesState>();
  private readonly open = new Map<string, PastAlarm>();
  readonly alarms: PastAlarm[] = [];
  pending = 0;

  constructor(
    private readonly judgement: Judgement,
    private readonly grouped: boolean,
  ) {}

  step(found: Found, now: number): void {
    const before = this.known;
    const { states, forgotten, transitions } = evaluateSeries(
      this.judgement,
      this.grouped,
      before,
      found,
      now,
    );
    this.pending += transitions.filter(({ to }) => to === 'pending').length;
    for (const [key, state] of states) this.note(key, before.get(key), state, now);
    for (const key of forgotten) states.delete(key);
    this.known = states;
  }

  /** How often an alarm began within an hour after one of the same series had ended. */
  get flaps(): number {
    const ended = new Map<string, number>();
    let flaps = 0;
    for (const { key, firedAt, resolvedAt } of this.alarms) {
      if (firedAt - (ended.get(key) ?? -Infinity) < FLAP_MS) flaps++;
      if (resolvedAt !== null) ended.set(key, resolvedAt);
    }
    return flaps;
  }

  private note(key: string, before: SeriesState | undefined, state: SeriesState, now: number): void {
    if (state.open && !before?.open) {
      const alarm = { key, firedAt: now, resolvedAt: null, value: state.value };
      this.open.set(key, alarm);
      this.alarms.push(alarm);
    } else if (!state.open && before?.open) {
      const alarm = this.open.get(key);
      if (alarm) alarm.resolvedAt = now;
      this.open.delete(key);
    }
  }
}
