import type { ArrangedRows } from './arrange-rows';

const DAY_MS = 86_400_000;

/** Half-open interval of whole UTC days. */
export interface DayRange {
  metricId: number;
  /** ISO 8601 UTC. */
  from: string;
  to: string;
}

/** The UTC days that rows lie in, neighbouring days joined; beyond `maxRanges` of one metric the gaps are covered too. */
export function touchedDays(
  rows: Pick<ArrangedRows, 'seriesIds' | 'times' | 'metricOfSeries'>,
  maxRanges: number,
): DayRange[] {
  const byMetric = new Map<number, Set<number>>();
  for (const [index, seriesId] of rows.seriesIds.entries()) {
    const metricId = rows.metricOfSeries.get(seriesId) as number;
    let days = byMetric.get(metricId);
    if (!days) byMetric.set(metricId, (days = new Set()));
    days.add(Math.floor((rows.times[index] as number) / DAY_MS));
  }
  return [...byMetric].flatMap(([metricId, days]) => {
    const ranges = joined([...days].toSorted((a, b) => a - b));
    const first = ranges[0];
    const last = ranges.at(-1);
    const shown: [number, number][] =
      ranges.length > maxRanges && first && last ? [[first[0], last[1]]] : ranges;
    return shown.map(([from, to]) => ({ metricId, from: dayStart(from), to: dayStart(to) }));
  });
}

function joined(days: number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last && last[1] === day) last[1] = day + 1;
    else ranges.push([day, day + 1]);
  }
  return ranges;
}

function dayStart(day: number): string {
  return new Date(day * DAY_MS).toISOString();
}
