import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { arrangeRows } from './arrange-rows';
import type { WriteRequest } from './write-request';

const anyPoint = record({
  series: integer({ min: 1, max: 3 }),
  at: integer({ min: 0, max: 3 }),
  eventId: constantFrom('a', 'b', 'c'),
  value: integer(),
});

describe('arrangeRows', () => {
  it('sorts by the primary key and keeps the first of equal points', () => {
    assert(
      property(array(array(anyPoint, { maxLength: 10 }), { maxLength: 5 }), (batches) => {
        const requests = batches.map((points): WriteRequest => ({
          organizationId: 'o',
          points: points.map(({ at, eventId, value }) => ({ metric: 'm', at, eventId, value, dims: '{}' })),
          seriesIds: points.map(({ series }) => series),
          metricIds: points.map(({ series }) => series * 10),
        }));
        const rows = arrangeRows(requests);
        const first = new Map<string, { value: number; request: number }>();
        for (const [request, points] of batches.entries()) {
          for (const { series, at, eventId, value } of points) {
            const key = `${series} ${at} ${eventId}`;
            if (!first.has(key)) first.set(key, { value, request });
          }
        }
        const keys = rows.seriesIds.map(
          (series, index) => `${series} ${rows.times[index]} ${rows.eventIds[index]}`,
        );
        expect(keys).toEqual([...first.keys()].toSorted());
        expect(rows.values).toEqual(keys.map((key) => first.get(key)?.value));
        expect(rows.requests).toEqual(keys.map((key) => first.get(key)?.request));
        for (const series of rows.seriesIds) expect(rows.metricOfSeries.get(series)).toBe(series * 10);
      }),
    );
  });
});
