import type { SeriesState } from './series-state';

/** What people are told of a series. `reminder`: it still fires. */
export type News = 'firing' | 'resolved' | 'noData' | 'error' | 'reminder';

/**
 * What is to be told of a series in this state, and the state after it is told. Nothing is told while a rule is silenced; what
 * began meanwhile and lasts is told when the silence ends. What is acknowledged is not told of again before it is resolved. That
 * something is over is told to those alone who heard of it.
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
    const { acknowledged, ...rest } = state;
    if (told === null) return acknowledged ? { ...none, state: rest } : none;
    const after = { ...rest, told: null, toldAt: null };
    return { state: after, news: options.silenced ? undefined : 'resolved' };
  }
  if (status === 'pending' || options.silenced || isAcknowledged(state, now)) return none;
  if (told !== status) return { state: { ...state, told: status, toldAt: now }, news: status };
  const isDue = status === 'firing' && options.repeatMs !== null && now - (toldAt ?? now) >= options.repeatMs;
  return isDue ? { state: { ...state, toldAt: now }, news: 'reminder' } : none;
}

function isAcknowledged({ acknowledged }: SeriesState, now: number): boolean {
  return acknowledged !== undefined && (acknowledged.until === null || now < acknowledged.until);
}
