import fc from 'fast-check';
import type { News } from '../core/tell';
import { divideNews, type Heard } from './divide-news';
import { markOf } from './series-mark';

const MOST = 3;
const heard = (fields: Partial<Heard> = {}): Heard => ({
  told: MOST,
  toldNew: 0,
  summarized: false,
  marks: new Set([markOf('["a"]')]),
  ...fields,
});
const series = (...names: string[]) => names.map((name) => ({ key: JSON.stringify([name]) }));

describe('news for one recipient', () => {
  it('are all told while there is room, and the last says so', () => {
    const news = { news: 'firing', series: series('a', 'b') } as const;
    const all = { now: news.series, held: [], isNew: false, opens: false };
    expect(divideNews(heard({ told: 0 }), news, MOST)).toEqual(all);
    expect(divideNews(heard({ told: MOST - 1, toldNew: MOST }), news, MOST)).toEqual({ ...all, last: MOST });
  });

  it('are told at once of alarms that are new, when others are held back', () => {
    const news = { news: 'firing', series: series('a', 'b') } as const;
    const divided = { now: series('b'), held: series('a'), isNew: true };
    expect(divideNews(heard(), news, MOST)).toEqual({ ...divided, opens: true });
    expect(divideNews(heard({ told: 0, summarized: true }), news, MOST)).toEqual({
      ...divided,
      opens: false,
    });
    expect(divideNews(heard({ toldNew: MOST - 1 }), news, MOST)).toEqual({
      ...divided,
      opens: true,
      last: MOST,
    });
  });

  it('open no summary of nothing', () => {
    expect(divideNews(heard(), { news: 'firing', series: series('b') }, MOST)).toMatchObject({
      held: [],
      opens: false,
    });
  });

  it('are held back where there are too many new alarms, and where they are no alarms', () => {
    const held = { now: [], held: series('b'), isNew: false, opens: true };
    expect(divideNews(heard({ toldNew: MOST }), { news: 'firing', series: series('b') }, MOST)).toEqual(held);
    for (const news of ['resolved', 'noData', 'error', 'reminder'] as const)
      expect(divideNews(heard(), { news, series: series('b') }, MOST)).toEqual(held);
  });

  it('are neither doubled nor lost', () => {
    const names = fc.uniqueArray(fc.string(), { maxLength: 8 });
    fc.assert(
      fc.property(
        names,
        names,
        fc.nat(5),
        fc.nat(5),
        fc.boolean(),
        fc.constantFrom<News>('firing', 'resolved', 'reminder'),
        (told, all, count, toldNew, summarized, news) => {
          const marks = new Set(series(...told).map(({ key }) => markOf(key)));
          const divided = divideNews(
            { told: count, toldNew, summarized, marks },
            { news, series: series(...all) },
            MOST,
          );
          expect([...divided.now, ...divided.held].map(({ key }) => key).toSorted()).toEqual(
            series(...all)
              .map(({ key }) => key)
              .toSorted(),
          );
          if (divided.isNew) for (const { key } of divided.now) expect(marks).not.toContain(markOf(key));
          if (divided.opens) expect([divided.held.length > 0, summarized]).toEqual([true, false]);
        },
      ),
    );
  });
});
