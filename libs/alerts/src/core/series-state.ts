/** Where a series of a rule is. `resolved` is `ok` after an alarm. */
export const SERIES_STATUSES = ['ok', 'pending', 'firing', 'resolved', 'noData', 'error'] as const;
export type SeriesStatus = (typeof SERIES_STATUSES)[number];

/** All that is remembered of a series between evaluations. Times in UTC ms. */
export interface SeriesState {
  status: SeriesStatus;
  /** Since when it has this status. */
  since: number;
  /** Since when it is in breach without a break; null when it is not. */
  breachingSince: number | null;
  /** An alarm began and has not been resolved: it outlasts gaps of data, errors, and values between the thresholds. */
  open: boolean;
  /** What was told last of it; null when nobody has been told of what is now. */
  told: 'firing' | 'noData' | 'error' | null;
  toldAt: number | null;
  value: number | null;
  /** Somebody has seen to it: nothing more is told before it is resolved. */
  acknowledged?: Acknowledgement;
}

/** Times in UTC ms. */
export interface Acknowledgement {
  /** Id of the user or API key. */
  by: string;
  at: number;
  /** Whoever acknowledges may want to hear of it again then; null: not before it is resolved. */
  until: number | null;
}

/** A series that nothing is known of yet. */
export function newSeries(now: number): SeriesState {
  return {
    status: 'ok',
    since: now,
    breachingSince: null,
    open: false,
    told: null,
    toldAt: null,
    value: null,
  };
}

/** How severe statuses are, the worst first. */
const WORST_FIRST: readonly SeriesStatus[] = ['firing', 'error', 'noData', 'pending', 'resolved', 'ok'];

/** The status of a rule: the worst of its series. */
export function worstOf(statuses: Iterable<SeriesStatus>): SeriesStatus {
  const all = new Set(statuses);
  return WORST_FIRST.find((each) => all.has(each)) ?? 'ok';
}
