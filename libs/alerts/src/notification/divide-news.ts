import type { News } from '../core/tell';
import { markOf, type SeriesMark } from './series-mark';

/** What one recipient has heard of a rule within an hour. */
export interface Heard {
  /** How many messages, without {@link Heard.toldNew}. */
  told: number;
  /** How many messages of new alarms that were sent while others were held back. */
  toldNew: number;
  /** A summary is on its way. */
  summarized: boolean;
  /** The series that it was told of, of those that are asked for. */
  marks: ReadonlySet<SeriesMark>;
}

/** What becomes of news for one recipient: every series is in one of the two. */
export interface Divided<T> {
  now: readonly T[];
  held: readonly T[];
  /** What is sent are new alarms, while others are held back. */
  isNew: boolean;
  /** A summary is to follow, and none is on its way. */
  opens: boolean;
  /** How many times within an hour this makes, if the next of its kind will be held back. */
  last?: number;
}

/** What there is room for: all news, new alarms alone, or none. */
export function newsRoom(
  { told, toldNew, summarized }: Omit<Heard, 'marks'>,
  most: number,
): 'all' | 'new' | 'none' {
  // What comes before a summary would be told in the wrong order.
  if (!summarized && told < most) return 'all';
  return toldNew < most ? 'new' : 'none';
}

/**
 * Divides news of series that fare alike into what one recipient is told at once, and what is held back for a summary. When news are
 * held back, an alarm of series that the recipient has not heard of is sent all the same.
 * @param most messages within an hour, and as many again of new alarms
 */
export function divideNews<T extends { key: string }>(
  heard: Heard,
  { news, series }: { news: News; series: readonly T[] },
  most: number,
): Divided<T> {
  const room = newsRoom(heard, most);
  if (room === 'all')
    return {
      now: series,
      held: [],
      isNew: false,
      opens: false,
      ...(heard.told === most - 1 && { last: most }),
    };
  const isFresh = ({ key }: T) => room === 'new' && news === 'firing' && !heard.marks.has(markOf(key));
  const now = series.filter(isFresh);
  const held = series.filter((each) => !isFresh(each));
  return {
    now,
    held,
    isNew: now.length > 0,
    opens: held.length > 0 && !heard.summarized,
    ...(now.length > 0 && heard.toldNew === most - 1 && { last: most }),
  };
}
