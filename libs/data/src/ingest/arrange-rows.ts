import type { WriteRequest } from './write-request';

/** Columns for one INSERT, sorted by (series, time, event id) and without repetitions. */
export interface ArrangedRows {
  seriesIds: number[];
  /** Milliseconds since 1970. */
  times: number[];
  eventIds: string[];
  values: number[];
  /** Position of the request that each row came from. */
  requests: number[];
  /** The metric of every series that occurs. */
  metricOfSeries: Map<number, number>;
}

/**
 * Brings the points of several requests into the order of the primary key, in which all ingest transactions insert so
 * that none waits for another in a circle. Of equal points the one that came first stays.
 */
export function arrangeRows(requests: readonly WriteRequest[]): ArrangedRows {
  const seriesIds: number[] = [];
  const times: number[] = [];
  const eventIds: string[] = [];
  const values: number[] = [];
  const origins: number[] = [];
  const metricOfSeries = new Map<number, number>();
  for (const [origin, { points, seriesIds: series, metricIds }] of requests.entries()) {
    for (const [index, point] of points.entries()) {
      const seriesId = series[index] as number;
      seriesIds.push(seriesId);
      times.push(point.at);
      eventIds.push(point.eventId);
      values.push(point.value);
      origins.push(origin);
      if (!metricOfSeries.has(seriesId)) metricOfSeries.set(seriesId, metricIds[index] as number);
    }
  }
  const order = Array.from(seriesIds, (_, index) => index).toSorted((a, b) => {
    const bySeries = (seriesIds[a] as number) - (seriesIds[b] as number);
    if (bySeries !== 0) return bySeries;
    const byTime = (times[a] as number) - (times[b] as number);
    if (byTime !== 0) return byTime;
    const [left, right] = [eventIds[a] as string, eventIds[b] as string];
    return left < right ? -1 : left > right ? 1 : a - b;
  });
  const kept = order.filter((index, position) => {
    const before = order[position - 1];
    return (
      before === undefined ||
      seriesIds[before] !== seriesIds[index] ||
      times[before] !== times[index] ||
      eventIds[before] !== eventIds[index]
    );
  });
  return {
    seriesIds: kept.map((index) => seriesIds[index] as number),
    times: kept.map((index) => times[index] as number),
    eventIds: kept.map((index) => eventIds[index] as string),
    values: kept.map((index) => values[index] as number),
    requests: kept.map((index) => origins[index] as number),
    metricOfSeries,
  };
}
