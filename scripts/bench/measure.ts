/** One line of the table. `ours` and `peer` are in the unit named; `ratio` is what the target speaks of. */
export interface BenchRow {
  name: string;
  ours: string;
  peer: string;
  /** ours against peer, or the difference in ms, or the plain figure, as `target` says. */
  figure: number;
  shown: string;
  target: string;
  pass: boolean;
}

/** Runs `work` on `total` items with `concurrency` at once. @returns seconds */
export async function timed(concurrency: number, items: Iterator<() => Promise<unknown>>): Promise<number> {
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (let next = items.next(); !next.done; next = items.next()) await next.value();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (performance.now() - began) / 1_000;
}

/** Milliseconds of each of `times` runs in a row, sorted. */
export async function latencies(times: number, work: () => Promise<unknown>): Promise<number[]> {
  const result: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await work();
    result.push(performance.now() - began);
  }
  return result.toSorted((a, b) => a - b);
}

/** Value at quantile `q` of a sorted list. */
export function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
