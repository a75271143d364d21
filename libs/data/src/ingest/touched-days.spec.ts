import { touchedDays } from './touched-days';

const DAY = 86_400_000;
const day = (index: number): string => new Date(index * DAY).toISOString();
const rowsOn = (...days: number[]) => ({
  seriesIds: days.map(() => 7),
  times: days.map((each) => each * DAY + 5),
  metricOfSeries: new Map([[7, 1]]),
});

describe('touchedDays', () => {
  it('joins neighbouring days and keeps gaps', () => {
    expect(touchedDays(rowsOn(12, 10, 11, 10, 20), 10)).toEqual([
      { metricId: 1, from: day(10), to: day(13) },
      { metricId: 1, from: day(20), to: day(21) },
    ]);
  });

  it('covers the gaps when there are too many', () => {
    expect(touchedDays(rowsOn(1, 3, 5), 2)).toEqual([{ metricId: 1, from: day(1), to: day(6) }]);
  });

  it('keeps metrics apart', () => {
    const rows = {
      seriesIds: [7, 8],
      times: [0, DAY],
      metricOfSeries: new Map([
        [7, 1],
        [8, 2],
      ]),
    };
    expect(touchedDays(rows, 10)).toEqual([
      { metricId: 1, from: day(0), to: day(1) },
      { metricId: 2, from: day(1), to: day(2) },
    ]);
  });
});
