import type { SeriesState } from './series-state';

/** What people are told of a series. `reminder`: it still fires. */
export type News = 'firing' | 'resolved' | 'noData' | 'error' | 'reminder';

/**
 * What is to be told of a series in this state, and the state after it is told. Nothing is told while a rule is silenced; what
 * began meanwhile and lasts is told when the silence ends. That something is over is told to those alone who heard of it.
 * @param repeatMs after how long an alarm that lasts is told of once more; null: never
 */
export function tell(
  state: SeriesState,
  now: number,
  options: { silenced: boolean; repeatMs: number | null },
): { state: SeriesState; news: News | undefined } {
  const none = { state, news: undefined };
  const { status, told, toldAt } = state;
  if (status === 'ok' || status === 'resolved') {
    if (told === null) return none;
    const after = { ...state, told: null, toldAt: null };
    return { state: after, news: options.silenced ? undefined : 'resolved' };
  }
  if (status === 'pending' || options.silenced) return none;
  if (told !== status) return { state: { ...state, told: status, toldAt: now }, news: status };
  const isDue = status === 'firing' && options.repeatMs !== null && now - (toldAt ?? now) >= options.repeatMs;
  return isDue ? { state: { ...state, toldAt: now }, news: 'reminder' } : none;
}
