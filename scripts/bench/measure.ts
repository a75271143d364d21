/** One line of the table. */
export interface BenchRow {
  name: string;
  /** What Vitrine did, and what the limit or peer did in the same run. */
  ours: string;
  peer: string;
  /** ours against peer, or the difference in ms, or the plain figure, as `target` says. */
  figure: number;
  shown: string;
  /** Empty for a row that only informs. */
  target: string;
  pass: boolean | undefined;
}

/** What `figure` has to reach, and how it is written. */
export interface Target {
  atLeast?: number | undefined;
  atMost?: number | undefined;
  unit: 'x' | 'ms' | 's' | 'MiB' | '';
}

/** The columns of a row that follow from its figure and its target. Without a bound the row only informs. */
export function judged(
  figure: number,
  target: Target,
): Pick<BenchRow, 'figure' | 'shown' | 'target' | 'pass'> {
  const { atLeast, atMost, unit } = target;
  const shown = `${written(figure, unit, unit === 'ms')} ${unit}`.trim();
  if (atLeast !== undefined)
    return { figure, shown, target: `>= ${atLeast} ${unit}`.trim(), pass: figure >= atLeast };
  if (atMost !== undefined)
    return { figure, shown, target: `<= ${atMost} ${unit}`.trim(), pass: figure <= atMost };
  return { figure, shown, target: '', pass: undefined };
}

/** A number as people read it: 1,234 or 12.3 or 0.45. */
export function written(value: number, unit = '', signed = false): string {
  const size = Math.abs(value);
  const digits = unit === 'MiB' || size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : 2;
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return signed && value >= 0 ? `+${text}` : text;
}

/** Runs `work` on all `items` with `concurrency` at once. @returns seconds */
export async function timed(concurrency: number, items: Iterator<() => Promise<unknown>>): Promise<number> {
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (let next = items.next(); !next.done; next = items.next()) await next.value();
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return (performance.now() - began) / 1_000;
}

/** Median milliseconds of two ways to do one thing, in turns so that both meet the same machine. The first turn warms up. */
export async function inTurns(
  { times, concurrency }: { times: number; concurrency: number },
  ours: () => Promise<unknown>,
  peer: () => Promise<unknown>,
): Promise<{ ours: number; peer: number }> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let turn = 0; turn <= times; turn++) {
    const taken = [await together(concurrency, ours), await together(concurrency, peer)] as const;
    if (turn === 0) continue;
    a.push(...taken[0]);
    b.push(...taken[1]);
  }
  return { ours: median(a), peer: median(b) };
}

/** The middle one of a list. */
export function median(list: number[]): number {
  return list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? Number.NaN;
}

function together(concurrency: number, work: () => Promise<unknown>): Promise<number[]> {
  return Promise.all(
    Array.from({ length: concurrency }, async () => {
      const began = performance.now();
      await work();
      return performance.now() - began;
    }),
  );
}
